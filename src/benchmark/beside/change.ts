import { type Method, method } from '../../scoring/method.ts';
import { reaches, round6 } from '../../scoring/numbers.ts';
import type { Basis } from '../basis.ts';

/** What an organisation's own value of a measure was in a cycle. */
export interface Point {
  /** Level 1 to 5: of a survey as it is shown, on the agreed basis exactly. */
  readonly value: number;
  /** Standard error in levels, as it is shown; null where it is not, and on the agreed basis. */
  readonly se: number | null;
}

export type Change =
  /** Nothing can be said: how far chance moves one of the two is not shown. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'changed';
      /** Later less earlier, in levels, to one decimal. */
      readonly difference: number;
      /** Whether it is certain enough to be told first, among as many comparisons as there are. */
      readonly headline: boolean;
    };

/**
 * Whether a value has changed between two cycles (method, section 4): by at least the smallest
 * difference that matters, and on the survey basis by 1.96 standard errors of the difference or
 * more. A headline asks for 2.73 of them. The agreed basis has no standard error: there every
 * change that matters is one that was agreed, and a headline.
 * @param least smallest difference that counts, in levels: by dimension or for the overall.
 */
export function changeBetween(
  earlier: Point,
  later: Point,
  basis: Basis,
  least: number,
  rules: Pick<Method, 'comparison'> = method,
): Change {
  const difference = round6(later.value - earlier.value);
  const size = Math.abs(difference);
  if (basis === 'survey' && (earlier.se === null || later.se === null)) return { kind: 'unknown' };
  const error = Math.sqrt((earlier.se ?? 0) ** 2 + (later.se ?? 0) ** 2);
  const { z, headlineZ } = rules.comparison;
  if (!reaches(size, Math.max(least, z * error))) return { kind: 'none' };
  return {
    kind: 'changed',
    difference: oneDecimal(difference),
    headline: reaches(size, headlineZ * error),
  };
}

/**
 * The ends of the interval in which a value probably lies, within the scale and to one decimal, as
 * everything that is shown; null without one.
 */
export function intervalOf(
  { value, se }: Point,
  { comparison: { z }, scale: { lo, hi } }: Pick<Method, 'comparison' | 'scale'> = method,
): { readonly low: number; readonly high: number } | null {
  if (se === null) return null;
  return {
    low: oneDecimal(Math.max(lo, value - z * se)),
    high: oneDecimal(Math.min(hi, value + z * se)),
  };
}

function oneDecimal(value: number): number {
  return Math.round(round6(value) * 10) / 10;
}
