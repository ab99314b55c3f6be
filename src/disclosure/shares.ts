import type { LevelShare } from '../scoring/distribution.ts';
import { type Method, method } from '../scoring/method.ts';
import { reaches, round6, sum } from '../scoring/numbers.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';

type Rules = Pick<Method, 'disclosure'>;

export const shareWords = ['few', 'some', 'many'] as const;

/** How many of the people, where not even a rounded share may be shown. */
export type ShareWord = (typeof shareWords)[number];

/** A share of 0 to 1 in a word; null where it is no share, or a bound is missing or malformed. */
export function fewSomeMany(share: number, rules: Rules = method): ShareWord | null {
  const { someShare, manyShare } = rules.disclosure;
  if (![share, someShare, manyShare].every(isShare)) return null;
  if (reaches(share, manyShare)) return 'many';
  return reaches(share, someShare) ? 'some' : 'few';
}

/**
 * A share of 0 to 1 to the nearest step, halves upwards, never above 1: what is stored and shown
 * in place of the exact one. Null where either is missing or malformed.
 */
export function roundedShare(share: number, step: number): number | null {
  if (!(isShare(share) && isShare(step) && step > 0)) return null;
  return Math.min(1, round6(Math.round(round6(share / step)) * step));
}

/**
 * How answers spread over the levels, rounded (method, section 5). Withheld below
 * disclosure.distribution contributors, and where one level holds all or, rounded, would seem to:
 * were it shown whenever one single person stands apart, withholding it would say that nobody does.
 * Fails closed: a count, share or threshold that is missing or malformed withholds it, and so do
 * shares that are not those of a whole.
 * @param shares the exact ones, of every level.
 * @param n contributors with a level.
 */
export function distribution(
  shares: readonly LevelShare[],
  n: number,
  rules: Rules = method,
): Disclosed<LevelShare[]> {
  const { k, distribution: fewest, shareStep } = rules.disclosure;
  // Many look at one stored distribution, so a k that is raised counts with one more.
  const thresholds = [k, fewest];
  if (!([...thresholds, n].every(Number.isInteger) && n >= Math.max(k + 1, fewest)))
    return withheld('too-few-people');
  const rounded = shares.flatMap(({ level, share }) => {
    const near = roundedShare(share, shareStep);
    return near === null ? [] : [{ level, share: near }];
  });
  const total = sum(shares.map(({ share }) => share));
  // Each of them may have been rounded to six decimals before.
  const whole = rounded.length === shares.length && Math.abs(total - 1) < 1e-5;
  if (!whole || rounded.some(({ share }) => share === 1)) return withheld('only-a-bound');
  return shown(rounded);
}

function isShare(value: number): boolean {
  return Number.isFinite(value) && value >= 0 && reaches(1, value);
}
