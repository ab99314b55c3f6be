import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Dimension, Question, Questionnaire } from '../../questionnaire/questionnaire.ts';

/** The questions of a dimension that two versions ask in the same words, by their codes. */
export interface CommonQuestions {
  readonly codes: readonly string[];
  /** Whether both versions ask these and no others in this dimension. */
  readonly all: boolean;
}

/**
 * What two versions of the questionnaire, in one wording, have in common in a dimension of the
 * later one: a question whose text or statements differ in a single word is another question.
 */
export function commonQuestions(dimension: Dimension, earlier: Questionnaire): CommonQuestions {
  const asked = dimension.questions.filter((question) => {
    const before = findQuestion(earlier, question.code);
    return before !== undefined && sameWords(question, before);
  });
  const before = earlier.dimensions.find(({ code }) => code === dimension.code);
  return {
    codes: asked.map(({ code }) => code),
    all: asked.length === dimension.questions.length && asked.length === before?.questions.length,
  };
}

function sameWords(one: Question, other: Question): boolean {
  const said = ({ text, statements }: Question) => JSON.stringify([text, statements]);
  return said(one) === said(other);
}
