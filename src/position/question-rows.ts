import { levelName } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import type { AgreedQuestion } from '../scoring/agreed-question.ts';
import { type Beside, besideQuestion } from './beside.ts';
import { explain, progressWords } from './explain.ts';
import type { Position } from './position.ts';
import { type StatementWords, statementWords } from './version.ts';

/** What the overview says about one question. */
export interface QuestionRow extends Beside {
  readonly code: string;
  readonly title: string;
  /** Null where nothing is agreed. */
  readonly agreed: {
    /** "2 Installed", by the evidenced level; "Not applicable". */
    readonly level: string;
    readonly sentence: string;
    readonly progress: string;
    readonly reason: string | null;
    /** The statements with evidence. */
    readonly evidence: readonly StatementWords[];
  } | null;
}

/** A dimension and its questions, in the order of the questionnaire. */
export interface QuestionSection {
  readonly code: string;
  readonly name: string;
  /** "2 of 5 questions agreed". */
  readonly summary: string;
  readonly rows: readonly QuestionRow[];
}

export function questionSections(position: Position): readonly QuestionSection[] {
  const { questionnaire } = position.survey;
  return questionnaire.dimensions.map(({ code, name, questions }) => {
    const rows = questions.map((question) => rowOf(question, position));
    const agreed = rows.filter((row) => row.agreed !== null).length;
    return { code, name, summary: `${agreed} of ${rows.length} questions agreed`, rows };
  });
}

function rowOf(question: Question, position: Position): QuestionRow {
  const { questionnaire } = position.survey;
  const agreement = position.agreements.questions.get(question.code);
  const agreed = position.scored.questions.get(question.code);
  return {
    code: question.code,
    title: question.title,
    ...besideQuestion(position, question.code),
    agreed:
      agreement && agreed
        ? {
            level: levelWords(agreed, questionnaire),
            sentence: explain(question, agreed),
            progress: progressWords(agreed),
            reason: agreement.reason,
            evidence: statementWords(question, agreement.content).filter(
              ({ evidence }) => evidence !== '',
            ),
          }
        : null,
  };
}

/**
 * "2 Installed": the evidenced level with its name, and the claimed one where that is higher; "Not
 * applicable" without one. The same words wherever the level of a question stands.
 */
export function levelWords(agreed: AgreedQuestion, questionnaire: Questionnaire): string {
  if (agreed.status === 'not-applicable') return 'Not applicable';
  const named = (level: number) => `${level} ${levelName(questionnaire, level)}`;
  const { claimed, evidenced } = agreed;
  return evidenced === claimed
    ? named(evidenced)
    : `${named(evidenced)} (claimed: ${named(claimed)})`;
}
