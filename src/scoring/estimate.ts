import { type Family, families } from '../questionnaire/questionnaire.ts';
import { balanceWeights } from './balance.ts';
import { round6, squaredDeviations, sum } from './numbers.ts';

/** One person's value in a scope: a level, or the mean of several, 1 to 5. */
export interface Voice {
  readonly family: Family;
  readonly value: number;
}

export interface Estimate {
  /** 1 to 5, unrounded because dimensions are made of it; null without any value. */
  readonly estimate: number | null;
  /** Standard error in levels, unrounded; null where nothing says how people vary. */
  readonly se: number | null;
  /** People with a value. */
  readonly n: number;
}

/**
 * What people say together, each role family with an equal voice (method, section 3):
 * Σwx, with standard error s_p·√Σw².
 * @param fallbackSd the pooled within-organisation SD of the cycle for this kind of scope, used
 * where the people here cannot show how far people of one family differ: one from each family, or
 * no difference at all. A fallback of 0 shows nothing either and gives a null error.
 */
export function estimate(voices: readonly Voice[], fallbackSd: number | null = null): Estimate {
  if (voices.length === 0) return { estimate: null, se: null, n: 0 };
  const weights = balanceWeights(voices.map(({ family }) => family));
  const weighted = voices.map(({ value }, i) => value * (weights[i] ?? 0));
  const sd = withinFamilySd(voices) ?? positive(fallbackSd);
  const spread = Math.sqrt(sum(weights.map((weight) => weight ** 2)));
  return { estimate: sum(weighted), se: sd === null ? null : sd * spread, n: voices.length };
}

/** s_p: pooled over families, n − F degrees of freedom; null where there are none, or no spread. */
function withinFamilySd(voices: readonly Voice[]): number | null {
  const groups = families
    .map((family) => voices.filter((voice) => voice.family === family))
    .filter((group) => group.length > 0);
  const freedom = voices.length - groups.length;
  if (freedom === 0) return null;
  const squares = groups.map((group) => squaredDeviations(group.map(({ value }) => value)));
  return positive(Math.sqrt(sum(squares) / freedom));
}

/** A spread that is more than a rounding error; null otherwise. */
function positive(sd: number | null): number | null {
  return sd !== null && round6(sd) > 0 ? sd : null;
}
