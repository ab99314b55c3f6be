import { type AnswersByItem, answerInWords, questionAnswers } from '../assessment/answers.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { scorePerson } from '../scoring/person.ts';

/** What somebody who looks at the results answered themselves, to stand beside them. */
export interface OwnAnswers {
  /** By question or capability, in words: "3 Adopted". */
  readonly answers: ReadonlyMap<string, string>;
  /** Their score of each dimension, level 1 to 5; a dimension without a score is not in it. */
  readonly scores: ReadonlyMap<string, number>;
}

export function ownAnswers(questionnaire: Questionnaire, stored: AnswersByItem): OwnAnswers {
  const { dimensions } = scorePerson(questionnaire, questionAnswers(questionnaire, stored));
  return {
    answers: new Map(
      [...stored.values()].flatMap(({ item, answer }) =>
        answer ? [[item, answerInWords(questionnaire, item, answer)] as const] : [],
      ),
    ),
    scores: new Map(
      dimensions.flatMap(({ code, score }) => (score === null ? [] : [[code, score] as const])),
    ),
  };
}
