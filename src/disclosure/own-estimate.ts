import { z } from 'zod';
import { type Method, method } from '../scoring/method.ts';
import { reaches, round6 } from '../scoring/numbers.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';

/** What an organisation's respondents say together about one measure, before any check. */
export interface OwnMeasure {
  /** Level 1 to 5; null where there is no score. */
  readonly estimate: number | null;
  /** Standard error in levels; null where unknown. */
  readonly se: number | null;
  /** People with a valid answer to this measure. */
  readonly n: number;
  /** The largest weight of any one of them, over 0 to 1. */
  readonly maxWeight: number;
}

export const ownEstimate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exact'), estimate: z.number(), se: z.number().nullable() }),
  z.strictObject({ kind: z.literal('below'), limit: z.number() }),
  z.strictObject({ kind: z.literal('above'), limit: z.number() }),
]);

/**
 * An estimate, or only which side of a limit it lies where the exact value would say something
 * about what single people answered.
 */
export type OwnEstimate = z.output<typeof ownEstimate>;

/**
 * Whether an organisation may see what its own people said (method, section 5): one stored result
 * that many insiders look at, so one contributor more than k (R1), and the exact value only where
 * every contributor could still hold any level (R3).
 */
export function discloseOwnEstimate(
  measure: OwnMeasure,
  rules: Pick<Method, 'disclosure' | 'scale'> = method,
): Disclosed<OwnEstimate> {
  const { k } = rules.disclosure;
  // A threshold that is missing or malformed withholds: the comparison is never true then.
  if (!(Number.isInteger(k) && measure.n >= k + 1)) return withheld('too-few-people');
  if (measure.estimate === null) return withheld('not-scored');
  const { lo, hi } = rules.scale;
  const margin = round6((hi - lo) * measure.maxWeight);
  const [lowest, highest] = [lo + margin, hi - margin];
  if (reaches(measure.estimate, lowest) && reaches(highest, measure.estimate))
    return shown({ kind: 'exact', estimate: round6(measure.estimate), se: measure.se });
  const middle = (lo + hi) / 2;
  return shown(
    measure.estimate < middle
      ? { kind: 'below', limit: round6(lowest) }
      : { kind: 'above', limit: round6(highest) },
  );
}
