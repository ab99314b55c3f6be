import { isLevel } from '../questionnaire/answer.ts';
import type { Question } from '../questionnaire/questionnaire.ts';
import { balanceWeights } from './balance.ts';
import { mean, round6 } from './numbers.ts';
import type { Respondent } from './respondent.ts';

/**
 * How much of an estimate one person can be: the largest over all people, above 0 to 1, six
 * decimals. It is what the value guard of disclosure control (method, section 5, R3) needs: if
 * this person moved every answer from the bottom of the scale to the top, the estimate would move
 * by this share of the scale. 1 where nobody gave a level, which guards most.
 *
 * In a dimension, a mean of questions, that is the person's mean weight over the questions that
 * somebody answered, each among its own answerers: people who answer where few others do are more
 * of it than their weight among all respondents. Likewise the overall over its dimensions.
 * @param dimensions the questions of each dimension in the estimate; [[question]] for one alone.
 */
export function largestWeight(
  people: readonly Respondent[],
  dimensions: readonly (readonly Question[])[],
): number {
  const byDimension = dimensions.flatMap((questions) => {
    const answered = questions.map((q) => weightsOf(people, q)).filter(({ size }) => size > 0);
    return answered.length > 0 ? [answered] : [];
  });
  if (byDimension.length === 0) return 1;
  const shareOf = (person: Respondent) =>
    mean(byDimension.map((questions) => mean(questions.map((of) => of.get(person) ?? 0)) ?? 0)) ??
    0;
  return round6(Math.max(...people.map(shareOf)));
}

function weightsOf(people: readonly Respondent[], { code }: Question): Map<Respondent, number> {
  const answering = people.filter(({ answers }) => isLevel(answers.get(code)));
  const weights = balanceWeights(answering.map(({ family }) => family));
  return new Map(answering.map((person, i) => [person, weights[i] ?? 0]));
}
