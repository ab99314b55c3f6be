import { z } from 'zod';
import type { Method } from '../scoring/method.ts';
import { reaches, round6 } from '../scoring/numbers.ts';

export const guardedValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exact'), value: z.number() }),
  z.strictObject({ kind: z.literal('below'), value: z.number() }),
  z.strictObject({ kind: z.literal('above'), value: z.number() }),
]);

/** A value, or the limit that it is below or above where the value itself would say too much. */
export type GuardedValue = z.output<typeof guardedValue>;

/**
 * The value guard (method, section 5, R3): a mean is exact only from lo + (hi − lo) · maxWeight to
 * hi − (hi − lo) · maxWeight, to six decimals. There the heaviest contributor, and with it every
 * other, could still hold any value of the scale; nearer to an end it is only below the first or
 * above the second of these limits.
 *
 * Fails closed: a weight that is not a number above 0 and at most 1 counts as 1, which leaves
 * "below the highest" or "above the lowest" value, and a mean that is not finite is the latter,
 * whatever the weight. A scale without an end makes a limit that the schema refuses to store.
 * @param maxWeight the largest weight of any contributor, of weights that sum to 1.
 * @param scale its lowest and highest possible value: levels, or 0 and 1 for a share.
 */
export function guardValue(
  mean: number,
  maxWeight: number,
  { lo, hi }: Method['scale'],
): GuardedValue {
  const told = Number.isFinite(mean);
  const margin = (hi - lo) * (told && isWeight(maxWeight) ? maxWeight : 1);
  const [lowest, highest] = [round6(lo + margin), round6(hi - margin)];
  if (told && reaches(mean, lowest) && reaches(highest, mean))
    return { kind: 'exact', value: round6(mean) };
  return told && mean < (lo + hi) / 2
    ? { kind: 'below', value: lowest }
    : { kind: 'above', value: highest };
}

function isWeight(value: number): boolean {
  return Number.isFinite(value) && value > 0 && reaches(1, value);
}

/** A limit to one decimal; it stays true when it is rounded away from what it limits. */
export function outwards(kind: 'below' | 'above', limit: number): number {
  return (kind === 'below' ? Math.ceil : Math.floor)(round6(limit * 10)) / 10;
}
