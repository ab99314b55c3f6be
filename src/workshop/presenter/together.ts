import type { QuestionContent } from '../../position/agreement.ts';
import type { Position } from '../../position/position.ts';
import { type StatedLevel, statedLevels } from '../../questionnaire/answer.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { canBeShown } from '../../results/results.ts';
import { presumedLevel } from '../../scoring/presumed-level.ts';
import { type AgendaItem, partOf } from '../agenda/agenda.ts';

/** A question that a room confirms together with others. */
export interface Confirmable {
  readonly question: Question;
  /** What the survey says, 1 to 5; null where it may not be shown or says nothing. */
  readonly level: number | null;
  /** The version of what is agreed on it already; 0 for nothing. */
  readonly version: number;
}

/** The questions of an agenda that are confirmed together, in its order. */
export function confirmables(
  agenda: readonly AgendaItem[],
  { survey, agreements, disclosed }: Pick<Position, 'survey' | 'agreements' | 'disclosed'>,
): readonly Confirmable[] {
  return agenda
    .filter((item) => partOf(item) === 'together')
    .flatMap(({ item }): Confirmable[] => {
      const question = findQuestion(survey.questionnaire, item);
      if (!question) return [];
      const level = shownLevel(disclosed, item);
      const version = agreements.questions.get(item)?.version ?? 0;
      return [{ question, level, version }];
    });
}

function shownLevel(disclosed: Position['disclosed'], code: string): number | null {
  if (!disclosed || !canBeShown(disclosed)) return null;
  const result = disclosed.questions.find((question) => question.code === code)?.result;
  if (!result?.shown) return null;
  const { distribution, estimate } = result.value;
  return presumedLevel(
    distribution.shown ? distribution.value : null,
    estimate.kind === 'exact' ? estimate.value : null,
  );
}

/** What it is to be on a level without more being said: all statements up to it are met. */
export function contentAt(question: Question, level: number): QuestionContent {
  const met = { state: 'met', reason: null, grade: 0, reference: null, dated: null } as const;
  const upTo = statedLevels.filter((stated: StatedLevel) => stated <= level);
  return {
    statements: Object.fromEntries(
      upTo.flatMap((stated) => question.statements[stated].map(({ code }) => [code, met])),
    ),
  };
}
