import { balanceWeights } from './balance.ts';
import type { Voice } from './estimate.ts';
import { type Method, method } from './method.ts';
import { round6, sum } from './numbers.ts';

export interface LevelShare {
  /** A whole level of the scale. */
  readonly level: number;
  /** Of the balanced weights, 0 to 1, six decimals. */
  readonly share: number;
}

/**
 * How the levels given to one question spread over the scale, in the weights of its estimate: one
 * entry for each level, the lowest first. Of nobody it is empty.
 */
export function distribute(
  voices: readonly Voice[],
  { lo, hi }: Method['scale'] = method.scale,
): LevelShare[] {
  if (voices.length === 0) return [];
  const weights = balanceWeights(voices.map(({ family }) => family));
  return Array.from({ length: hi - lo + 1 }, (_, i) => {
    const level = lo + i;
    const there = weights.filter((_, person) => voices[person]?.value === level);
    return { level, share: round6(sum(there)) };
  });
}
