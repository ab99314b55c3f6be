import type { Disclosed } from '../disclosure/disclosed.ts';
import type { DisclosedSurvey, DontKnow, QuestionResult } from '../disclosure/survey.ts';
import { familyName, findQuestion, levelName } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Comment } from './comment-store.ts';
import { estimateWords, levelWords, shareWords } from './level-words.ts';
import type { OwnAnswers } from './own-answers.ts';
import { withheldWords } from './withheld-words.ts';

/** One bar of how answers spread: a level in words, and its share in whole per cent. */
export interface Bar {
  readonly level: string;
  readonly percent: number;
}

/** Everything that the results page says about one question, as it says it. */
export interface QuestionRow {
  readonly code: string;
  readonly title: string;
  /** What leaders say together, or why it is not shown. */
  readonly together: string;
  /** "Strong", "Moderate", "Weak" or "Split"; empty where the question is withheld. */
  readonly agreement: string;
  readonly dontKnow: string;
  readonly gaps: readonly string[];
  /** Empty where it is withheld; then `whyNoBars` says why. */
  readonly bars: readonly Bar[];
  readonly whyNoBars: string;
  /** The answer of who is looking; null where they did not answer. */
  readonly own: string | null;
  readonly comments: readonly string[];
}

export interface BesideResults {
  /** Null for who did not answer. */
  readonly own: OwnAnswers | null;
  /** Empty for who may not see them. */
  readonly comments: readonly Comment[];
}

/** The rows of all questions by code, in the order of the questionnaire. */
export function questionRows(
  { questions }: Pick<DisclosedSurvey, 'questions'>,
  questionnaire: Questionnaire,
  { own, comments }: BesideResults,
): ReadonlyMap<string, QuestionRow> {
  return new Map(
    questions.map(({ code, result, dontKnow }) => {
      const bars = result.shown ? result.value.distribution : result;
      const row: QuestionRow = {
        code,
        title: findQuestion(questionnaire, code)?.title ?? code,
        together: result.shown ? estimateWords(result.value.estimate) : withheldWords[result.why],
        agreement: result.shown ? agreementWords(result.value.agreement) : '',
        dontKnow: dontKnowWords(dontKnow),
        gaps: result.shown ? result.value.gaps.map((gap) => gapWords(gap, questionnaire)) : [],
        bars: result.shown ? barsOf(result.value.distribution, questionnaire) : [],
        whyNoBars: bars.shown ? '' : withheldWords[bars.why],
        own: own ? (own.answers.get(code) ?? 'Not answered') : null,
        comments: comments.filter(({ item }) => item === code).map(({ text }) => text),
      };
      return [code, row];
    }),
  );
}

const agreements = {
  strong: 'Strong',
  moderate: 'Moderate',
  weak: 'Weak',
  split: 'Split',
} as const satisfies Record<NonNullable<QuestionResult['agreement']>, string>;

function agreementWords(label: QuestionResult['agreement']): string {
  return label === null ? withheldWords['too-few-people'] : agreements[label];
}

const amounts = { few: 'Few', some: 'Some', many: 'Many' } as const;

function dontKnowWords(dontKnow: Disclosed<DontKnow>): string {
  if (!dontKnow.shown) return withheldWords[dontKnow.why];
  const { words, share } = dontKnow.value;
  if (share === null) return amounts[words];
  return share === 0 ? `${amounts[words]}, if any` : `${amounts[words]}, ${shareWords(share)}`;
}

function gapWords(gap: QuestionResult['gaps'][number], questionnaire: Questionnaire): string {
  const name = (family: typeof gap.higher) => familyName(questionnaire, family);
  const who = `${name(gap.higher)} leaders put it higher than ${name(gap.lower).toLowerCase()} leaders`;
  if (!gap.means || gap.difference === null) return `${who}.`;
  const [higher, lower] = gap.means;
  return `${who}, by ${gap.difference.toFixed(1)}: ${levelWords(higher)} and ${levelWords(lower)}.`;
}

function barsOf(
  distribution: QuestionResult['distribution'],
  questionnaire: Questionnaire,
): readonly Bar[] {
  if (!distribution.shown) return [];
  return distribution.value.map(({ level, share }) => ({
    level: `${level} ${levelName(questionnaire, level)}`,
    percent: Math.round(share * 100),
  }));
}
