import { questionsOf } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { mean, round6, squaredDeviations, sum } from './numbers.ts';
import { levelsOf, type Respondent } from './respondent.ts';

/** A standard deviation for each kind of scope, in levels; null where nothing shows one. */
export interface ScopeSd {
  readonly question: number | null;
  readonly dimension: number | null;
  readonly overall: number | null;
}

/**
 * How far people of one organisation differ, pooled over the organisations of a cycle: what
 * stands in where an organisation cannot show it by itself (method, section 3). Deviations are
 * from the organisation's own mean, n − 1 degrees of freedom each, six decimals. One value for
 * each kind of scope, because a mean of many answers varies less than a single answer does.
 */
export function pooledSd(
  questionnaire: Questionnaire,
  organisations: readonly (readonly Respondent[])[],
): ScopeSd {
  const questions = questionsOf(questionnaire);
  const over = (scopes: readonly (readonly Question[])[]) =>
    sdWithin(
      organisations.flatMap((respondents) =>
        scopes.map((scope) =>
          respondents.flatMap((respondent) => mean(levelsOf(respondent, scope)) ?? []),
        ),
      ),
    );
  return {
    question: over(questions.map((question) => [question])),
    dimension: over(questionnaire.dimensions.map((dimension) => dimension.questions)),
    overall: over([questions]),
  };
}

/** √(Σ squared deviations within groups / Σ(n − 1)), six decimals; null without two in a group. */
export function sdWithin(groups: readonly (readonly number[])[]): number | null {
  const filled = groups.filter((group) => group.length > 0);
  const freedom = sum(filled.map((group) => group.length - 1));
  return freedom === 0 ? null : round6(Math.sqrt(sum(filled.map(squaredDeviations)) / freedom));
}
