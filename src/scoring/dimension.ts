import { type Answer, isLevel } from '../questionnaire/answer.ts';
import { type Method, method } from './method.ts';
import { mean, reaches, round6 } from './numbers.ts';

/**
 * The score of one dimension, in levels from 1 to 5, unrounded because the overall is made of it.
 * `answered` and `applicable` count questions. Score is null, never 0, where there is none.
 */
export type DimensionScore =
  | {
      readonly status: 'scored';
      readonly score: number;
      readonly answered: number;
      readonly applicable: number;
    }
  | {
      readonly status: 'insufficient';
      readonly score: null;
      readonly answered: number;
      readonly applicable: number;
    }
  | {
      readonly status: 'not-applicable';
      readonly score: null;
      readonly answered: 0;
      readonly applicable: 0;
    };

/** What one question gives to its dimension: a level or an estimate, or the lack of one. */
export type QuestionValue = number | 'missing' | 'not-applicable';

/**
 * One person's score of a dimension, from the answer to each of its questions.
 * Unanswered (undefined) and don't know count as applicable and not answered.
 */
export function scoreDimension(
  answers: readonly (Answer | undefined)[],
  rule: Method['completeness'] = method.completeness,
): DimensionScore {
  return scoreQuestions(answers.map(questionValue), rule);
}

/**
 * The score of a dimension from the value of each of its questions (method, section 2): their
 * mean, equal weights, if enough of them have one. Missing is never 0 and never imputed.
 * A dimension without any applicable question, or without questions, is not applicable.
 */
export function scoreQuestions(
  values: readonly QuestionValue[],
  rule: Method['completeness'] = method.completeness,
): DimensionScore {
  const applicable = values.filter((value) => value !== 'not-applicable');
  if (applicable.length === 0) {
    return { status: 'not-applicable', score: null, answered: 0, applicable: 0 };
  }
  const given = applicable.filter((value) => value !== 'missing');
  const counts = { answered: given.length, applicable: applicable.length };
  const score = mean(given);
  const complete =
    counts.answered >= rule.answered &&
    counts.applicable >= rule.applicable &&
    reaches(counts.answered / counts.applicable, rule.answeredShare);
  return complete && score !== null
    ? { status: 'scored', score, ...counts }
    : { status: 'insufficient', score: null, ...counts };
}

/** The same score to six decimals, for keeping and showing. */
export function roundScore(score: DimensionScore): DimensionScore {
  return score.status === 'scored' ? { ...score, score: round6(score.score) } : score;
}

function questionValue(answer: Answer | undefined): QuestionValue {
  if (isLevel(answer)) return answer;
  return answer === 'not-applicable' ? 'not-applicable' : 'missing';
}
