import { type Level, levels } from '../../questionnaire/answer.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';

/** What somebody can vote for. */
export type Choice = `${Level}` | 'dont-know' | 'not-applicable';
/** All of them, in the order of the page. */
export const choices: readonly Choice[] = [
  ...levels.map((level) => `${level}` as const),
  'dont-know',
  'not-applicable',
];

export function isChoice(text: string): text is Choice {
  return choices.some((choice) => choice === text);
}

/** What can be chosen in the vote on a question, in the order of the page. */
export function choicesOf({ notApplicable }: Pick<Question, 'notApplicable'>): readonly Choice[] {
  return choices.filter((choice) => choice !== 'not-applicable' || notApplicable !== null);
}
