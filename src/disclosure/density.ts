import { z } from 'zod';
import { type Method, method } from '../scoring/method.ts';
import { reaches, round6 } from '../scoring/numbers.ts';

/** How many of a group are in a band, as the method divides shares: under the first, the second. */
export const bandShares = ['few', 'some', 'many'] as const;
export type BandShare = (typeof bandShares)[number];

/**
 * Where the organisations of a group are, in words for each band of half a level, the lowest
 * first; the last band has its upper end in it. "Few" may be none, so that neither the lowest nor
 * the highest value can be read from it.
 */
export const density = z.array(z.enum(bandShares)).length(8);
export type Density = z.output<typeof density>;

const bands = 8;

/**
 * The density of values, by the number of them in each band; null where there are none, and where
 * one band holds all, which would say of every single organisation where it is, or all but one, so
 * that leaving it out does not say that all are there. Fails closed where the shares that divide it
 * are not numbers above 0 in order.
 */
export function densityOf(
  counts: readonly number[],
  { peers }: Pick<Method, 'peers'> = method,
): Density | null {
  const { someShare, manyShare } = peers;
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0 || counts.some((count) => count >= all - 1)) return null;
  const divide = [someShare, manyShare].every(Number.isFinite);
  if (!(divide && someShare > 0 && manyShare > someShare)) return null;
  return counts.map((count) => {
    const share = count / all;
    return reaches(share, manyShare) ? 'many' : reaches(share, someShare) ? 'some' : 'few';
  });
}

/** The band that a value is in: 0 for the lowest. */
export function bandOf(value: number, { lo, hi }: Method['scale'] = method.scale): number {
  return Math.min(bands - 1, Math.floor(round6(((value - lo) / (hi - lo)) * bands)));
}

/** How many of these values are in each band, the lowest first. */
export function bandCounts(values: readonly number[], scale?: Method['scale']): number[] {
  const counts = new Array<number>(bands).fill(0);
  for (const value of values) {
    const band = bandOf(value, scale);
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts;
}
