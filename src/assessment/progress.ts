import { questionsOf } from '../questionnaire/lookup.ts';
import type { Dimension, Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { minutesForQuestions } from '../questionnaire/reading-time.ts';
import type { AnswersByItem } from './answers.ts';

export type TaskStatus = 'Not yet started' | 'In progress' | 'Completed';

/** How far one part of the questionnaire is. */
export interface PartProgress {
  readonly answered: number;
  readonly total: number;
  readonly status: TaskStatus;
  /** The code of the first item without an answer; null when there is none. */
  readonly next: string | null;
}

export interface Progress {
  readonly dimensions: readonly (PartProgress & { readonly dimension: Dimension })[];
  readonly ownership: PartProgress;
  readonly answered: number;
  readonly total: number;
  /** Whole minutes for the questions without an answer; 0 when there are none. */
  readonly minutesLeft: number;
  readonly complete: boolean;
}

/** How far a respondent is. Don't know and not applicable are answers; a note alone is not. */
export function progressOf(questionnaire: Questionnaire, answers: AnswersByItem): Progress {
  const isAnswered = (code: string) => typeof answers.get(code)?.answer === 'string';
  const dimensions = questionnaire.dimensions.map((dimension) => ({
    dimension,
    ...partProgress(dimension.questions, isAnswered),
  }));
  const ownership = partProgress(questionnaire.ownership.capabilities, isAnswered);
  const left = questionsOf(questionnaire).filter(({ code }: Question) => !isAnswered(code));
  const total = questionsOf(questionnaire).length;
  return {
    dimensions,
    ownership,
    answered: total - left.length,
    total,
    minutesLeft: Math.ceil(minutesForQuestions(left)),
    complete: left.length === 0 && ownership.status === 'Completed',
  };
}

function partProgress(
  items: readonly { code: string }[],
  isAnswered: (code: string) => boolean,
): PartProgress {
  const missing = items.filter(({ code }) => !isAnswered(code));
  const answered = items.length - missing.length;
  const status =
    missing.length === 0 ? 'Completed' : answered === 0 ? 'Not yet started' : 'In progress';
  return { answered, total: items.length, status, next: missing[0]?.code ?? null };
}
