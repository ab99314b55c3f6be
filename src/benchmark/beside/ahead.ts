import type { SignedPosition } from '../../position/sign-off/signed-position.ts';
import { type StatedLevel, statedLevels } from '../../questionnaire/answer.ts';
import { findDimension, levelName } from '../../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../../questionnaire/questionnaire.ts';
import { wholeLevel } from '../../scoring/numbers.ts';
import { overallMeasure } from '../basis.ts';
import type { BasisComparison, ComparedGroup } from './comparison.ts';
import { type Table, words } from './table.ts';
import { ways } from './words.ts';

/** What one question asks for on its next level, of what is not so yet. */
export interface NextStep {
  readonly question: string;
  /** "2 Installed", as it was agreed; empty where only the level of the dimension is known. */
  readonly now: string;
  /** "3 Adopted". */
  readonly next: string;
  /** What is missing: statements, or the evidence for them. */
  readonly asks: readonly string[];
}

/** A dimension in which peers are ahead, and what separates its levels. */
export interface AheadDimension {
  readonly code: string;
  readonly name: string;
  /** "9 of 14 peers are clearly higher." */
  readonly sentence: string;
  readonly steps: readonly NextStep[];
}

type SignedQuestions = SignedPosition['questions'];

/** Of everything that could be worked on; more would be no choice. */
const most = 3;

/**
 * The up to three dimensions in which most peers are clearly higher, those with the largest share
 * first and then in the order of the questionnaire, and what one level ahead asks for there. A
 * dimension in which no more peers are clearly higher than clearly lower is not among them: there
 * the group is not ahead.
 * @param signed by question, what was agreed; null where only the own value of a dimension is
 * known, which then gives the level: the whole one above it.
 */
export function aheadOf(
  own: BasisComparison['own'],
  group: ComparedGroup,
  questionnaire: Questionnaire,
  signed: SignedQuestions | null,
): readonly AheadDimension[] {
  const ahead = group.measures.flatMap(({ code, peers }) => {
    if (code === overallMeasure || !peers.shown) return [];
    const { counts, peers: size } = peers.value;
    if ('most' in counts)
      return counts.most === 'higher'
        ? [{ code, share: 1, sentence: `Most of ${size} peers are ${ways.higher}.` }]
        : [];
    if (counts.higher <= counts.lower) return [];
    const sentence = `${counts.higher} of ${size} peers ${counts.higher === 1 ? 'is' : 'are'} ${ways.higher}.`;
    return [{ code, share: counts.higher / size, sentence }];
  });
  return ahead
    .toSorted((a, b) => b.share - a.share)
    .slice(0, most)
    .flatMap(({ code, sentence }): AheadDimension[] => {
      const dimension = findDimension(questionnaire, code);
      const value = (group.ownThen ?? own).find((measure) => measure.code === code)?.own;
      if (!dimension || !value?.shown || value.value.kind !== 'exact') return [];
      const { estimate } = value.value;
      const steps = dimension.questions.flatMap((question) =>
        signed
          ? agreedStep(question, signed[question.code]?.score, questionnaire)
          : stepAbove(question, wholeLevel(estimate), questionnaire),
      );
      return [{ code, name: dimension.name, sentence, steps }];
    });
}

function stepAbove(
  question: Question,
  level: number,
  questionnaire: Questionnaire,
): readonly NextStep[] {
  const next = statedLevels.find((each) => each === level + 1);
  if (!next) return [];
  const asks = question.statements[next].map(({ text }) => text);
  return [{ question: titleOf(question), now: '', next: named(next, questionnaire), asks }];
}

function agreedStep(
  question: Question,
  score: SignedQuestions[string]['score'] | undefined,
  questionnaire: Questionnaire,
): readonly NextStep[] {
  if (!score) return [];
  if (score.status === 'not-applicable') return [];
  const missing = score.evidenced < score.claimed ? score.lackEvidence : score.heldBy;
  const found = statedLevels.flatMap((level) =>
    question.statements[level]
      .filter(({ code }) => missing.includes(code))
      .map((each) => ({ level, ...each })),
  );
  const next: StatedLevel | undefined = found[0]?.level;
  if (!next) return [];
  return [
    {
      question: titleOf(question),
      now: named(score.evidenced, questionnaire),
      next: named(next, questionnaire),
      asks: found.map(({ text }) =>
        score.evidenced < score.claimed ? `Evidence that: ${text}` : text,
      ),
    },
  ];
}

function titleOf({ code, title }: Question): string {
  return `${code} ${title}`;
}

function named(level: number, questionnaire: Questionnaire): string {
  return `${level} ${levelName(questionnaire, level)}`;
}

/** The same as a table: a row for each thing that is asked for. */
export function aheadTable(dimensions: readonly AheadDimension[]): Table {
  return {
    columns: ['Dimension', 'Peers', 'Question', 'Level now', 'Next level', 'What it asks'],
    rows: dimensions.flatMap(({ name, sentence, steps }) =>
      steps.flatMap(({ question, now, next, asks }) =>
        asks.map((ask) =>
          [name, sentence, question, now || 'Not known by question', next, ask].map(words),
        ),
      ),
    ),
  };
}
