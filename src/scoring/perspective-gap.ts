import { type Family, families } from '../questionnaire/questionnaire.ts';
import type { Voice } from './estimate.ts';
import { type Method, method } from './method.ts';
import { mean, reaches, round6 } from './numbers.ts';

export interface Comparison {
  /** Mean of the first minus mean of the second, in levels, six decimals. */
  readonly difference: number;
  /** Cliff's delta, −1 to 1, six decimals: above 0 where the first are higher. */
  readonly delta: number;
  /** Whether both reach their bounds. */
  readonly gap: boolean;
}

/** Two families that see a question differently: the first is the more positive one. */
export interface PerspectiveGap {
  readonly families: readonly [Family, Family];
  readonly difference: number;
  readonly delta: number;
}

/**
 * The pairs of families with a perspective gap, in the order of the questionnaire (method,
 * section 3). Says nothing about whether it may be shown: both families still have to pass
 * disclosure control, and a family of one is in here.
 */
export function perspectiveGaps(voices: readonly Voice[]): PerspectiveGap[] {
  const levelsOf = (family: Family) =>
    voices.filter((voice) => voice.family === family).map(({ value }) => value);
  return families.flatMap((one, i) =>
    families.slice(i + 1).flatMap((other): PerspectiveGap[] => {
      const found = compareLevels(levelsOf(one), levelsOf(other));
      if (!found?.gap) return [];
      const { difference, delta } = found;
      return difference > 0
        ? [{ families: [one, other], difference, delta }]
        : [{ families: [other, one], difference: -difference, delta: -delta }];
    }),
  );
}

/** Compares the levels two groups gave; null where one of them gave none. */
export function compareLevels(
  one: readonly number[],
  other: readonly number[],
  rule: Method['perspectiveGap'] = method.perspectiveGap,
): Comparison | null {
  const [a, b, delta] = [mean(one), mean(other), cliffsDelta(one, other)];
  if (a === null || b === null || delta === null) return null;
  const difference = round6(a - b);
  const gap =
    reaches(Math.abs(difference), rule.difference) && reaches(Math.abs(delta), rule.delta);
  return { difference, delta, gap };
}

/**
 * Cliff's delta (Cliff 1993): of all pairs of one from each group, the share in which the first
 * is higher minus the share in which it is lower. −1 to 1, six decimals; null for an empty group.
 */
export function cliffsDelta(one: readonly number[], other: readonly number[]): number | null {
  if (one.length === 0 || other.length === 0) return null;
  const signs = one.flatMap((x) => other.map((y) => Math.sign(x - y)));
  return round6(signs.reduce((total, sign) => total + sign, 0) / signs.length);
}
