import type { DisclosedSurvey } from '../disclosure/survey.ts';
import { type Bar, questionRows } from '../results/question-rows.ts';
import { canBeShown } from '../results/results.ts';
import type { AgreedQuestion } from '../scoring/agreed-question.ts';
import { type AgreedShift, shiftFrom } from '../scoring/agreed-shift.ts';
import { agreedWords } from './agreed-words.ts';
import type { Position } from './position.ts';

/** What stands beside the agreed level of a question. */
export interface Beside {
  /** What leaders say together, or why it is withheld; null where no survey can be shown at all. */
  readonly survey: string | null;
  /** "Strong", "Moderate", "Weak" or "Split"; null where the question is withheld. */
  readonly agreement: string | null;
  /** How answers spread, in whole per cent; null where that is withheld. */
  readonly bars: readonly Bar[] | null;
  /** How far the agreed level lies from the survey; null unless both are known exactly. */
  readonly shift: string | null;
  /** Whether that is one level or more. */
  readonly flagged: boolean;
  /** How it was agreed, with dissent in words; empty where nothing is agreed. */
  readonly dissent: string;
}

/**
 * What the survey and the room say beside the agreed level of a question. Whatever the survey may
 * not show is not there, and neither is anything that could be worked out from it: the shift needs
 * an estimate that is shown as it is, not only as above or below a level.
 */
export function besideQuestion(
  {
    survey: { questionnaire },
    agreements,
    scored,
    disclosed,
  }: Pick<Position, 'survey' | 'agreements' | 'scored' | 'disclosed'>,
  code: string,
): Beside {
  const given = disclosed && canBeShown(disclosed) ? resultOf(disclosed, code) : undefined;
  const row =
    given &&
    questionRows({ questions: [given] }, questionnaire, { own: null, comments: [] }).get(code);
  const shift = given ? shiftOf(given.result, scored.questions.get(code)) : null;
  const agreement = agreements.questions.get(code);
  return {
    survey: row?.together ?? null,
    agreement: row?.agreement || null,
    bars: row && row.bars.length > 0 ? row.bars : null,
    shift: shift && shiftWords(shift),
    flagged: shift?.flagged ?? false,
    dissent: agreement
      ? agreedWords(agreement.method, agreement.present, agreement.dissenting)
      : '',
  };
}

type Given = DisclosedSurvey['questions'][number];

function resultOf({ questions }: DisclosedSurvey, code: string): Given | undefined {
  return questions.find((question) => question.code === code);
}

function shiftOf(result: Given['result'], agreed: AgreedQuestion | undefined): AgreedShift | null {
  const exact =
    result.shown && result.value.estimate.kind === 'exact' ? result.value.estimate.value : null;
  return shiftFrom(exact, agreed?.status === 'agreed' ? agreed.evidenced : null);
}

function shiftWords({ difference, flagged }: AgreedShift): string {
  if (difference === 0) return 'As the survey has it';
  const way = difference > 0 ? 'above' : 'below';
  const size = Math.abs(difference).toFixed(1);
  const words = `${size} ${way} the survey`;
  return flagged ? `${words}: one level or more apart` : words;
}
