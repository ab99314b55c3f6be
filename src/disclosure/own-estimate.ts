import { z } from 'zod';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { LevelEstimate } from './survey.ts';

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
 * What a release keeps of an organisation for itself: digit for digit what its survey shows, so
 * that neither says more beside the other.
 */
export function discloseOwnEstimate(disclosed: Disclosed<LevelEstimate>): Disclosed<OwnEstimate> {
  if (!disclosed.shown) return withheld(disclosed.why);
  const { value: level } = disclosed;
  return shown(
    level.kind === 'exact'
      ? { kind: level.kind, estimate: level.value, se: level.se }
      : { kind: level.kind, limit: level.value },
  );
}
