import { type Answer, isLevel, type OwnershipAnswer } from '../questionnaire/answer.ts';
import type { Family, Question } from '../questionnaire/questionnaire.ts';

/** One person's submitted answers, by the code of the question or of the capability. */
export interface Respondent {
  readonly family: Family;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly ownership: ReadonlyMap<string, OwnershipAnswer>;
}

/** The levels a respondent gave to these questions; don't know and not applicable are none. */
export function levelsOf(respondent: Respondent, questions: readonly Question[]): number[] {
  return questions.map(({ code }) => respondent.answers.get(code)).filter(isLevel);
}
