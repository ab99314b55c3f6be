import { type Method, method } from './method.ts';
import { reaches, round6 } from './numbers.ts';

/** An organisation's value of one measure: level 1 to 5, and its standard error (null: none). */
export interface PeerValue {
  readonly value: number;
  readonly se: number | null;
}

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996; the
 * default of R and Excel's .INC). @param p from 0 to 1. Null of nothing.
 */
export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * Share of the others below a value, half of those level with it counted, 0 to 100, on values
 * rounded to three decimals (scipy's percentileofscore, kind "mean", the own value left out).
 * Null without others.
 */
export function percentile(own: number, others: readonly number[]): number | null {
  if (others.length === 0) return null;
  const rounded = (value: number) => Math.round(round6(value) * 1000);
  const at = rounded(own);
  const below = others.filter((other) => rounded(other) < at).length;
  const ties = others.filter((other) => rounded(other) === at).length;
  return (100 * (below + ties / 2)) / others.length;
}

/**
 * Which way another value is clearly different: by at least the smallest difference that
 * matters, and by more than 1.96 standard errors of the difference.
 * @param least smallest difference that counts, in levels: by dimension or for the overall.
 * @param z standard errors the difference has to reach as well.
 */
export function compare(
  own: PeerValue,
  other: PeerValue,
  least: number,
  z: Method['comparison']['z'] = method.comparison.z,
): 'lower' | 'similar' | 'higher' {
  const difference = other.value - own.value;
  const error = Math.sqrt((own.se ?? 0) ** 2 + (other.se ?? 0) ** 2);
  if (!reaches(Math.abs(difference), Math.max(least, z * error))) return 'similar';
  return difference < 0 ? 'lower' : 'higher';
}
