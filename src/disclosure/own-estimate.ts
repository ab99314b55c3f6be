import { z } from 'zod';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { LevelEstimate } from './survey.ts';

/** What an organisation's respondents say together about one measure, in a release. */
export interface OwnMeasure {
  /** Level 1 to 5, only for comparing; null where there is no score. */
  readonly estimate: number | null;
  /** Standard error in levels, only for comparing; null where unknown. */
  readonly se: number | null;
  /** What the organisation's own survey shows of it. */
  readonly disclosed: Disclosed<LevelEstimate>;
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
 * What a release keeps of an organisation for itself: digit for digit what its survey shows, so
 * that neither says more beside the other.
 */
export function discloseOwnEstimate({
  disclosed,
}: Pick<OwnMeasure, 'disclosed'>): Disclosed<OwnEstimate> {
  if (!disclosed.shown) return withheld(disclosed.why);
  const { value: level } = disclosed;
  return shown(
    level.kind === 'exact'
      ? { kind: level.kind, estimate: level.value, se: level.se }
      : { kind: level.kind, limit: level.value },
  );
}
