import type { Cell } from './prepare-pool.ts';
import type { Profile } from './versions.ts';

/** How many organisations are alike, and by release the total of their overalls, in units. */
export interface Tally {
  readonly count: number;
  readonly overalls: readonly number[];
}

/** By profile, and by the groups that they are in: one bit for each, by its position. */
export type Tallies = Map<Profile, Map<number, Tally>>;

/** The organisations of a pool as who sees its public groups alone can tell them apart. */
export interface PublicSight {
  /** By cell, the public groups that it is in. */
  readonly masks: Int32Array;
  /** By measure. Whoever asks must not change them. */
  readonly tallies: (measure: number) => Tallies;
}

/** @param cellsIn by public group, in their order, the cells that are in it. */
export function publicSightOf(
  cells: readonly Cell[],
  cellsIn: readonly ReadonlySet<number>[],
): PublicSight {
  const masks = new Int32Array(cells.length);
  for (const [bit, own] of cellsIn.entries())
    for (const cell of own) masks[cell] = (masks[cell] as number) | (1 << bit);
  const known = new Map<number, Tallies>();
  return {
    masks,
    tallies(measure) {
      const before = known.get(measure);
      if (before) return before;
      const tallies: Tallies = new Map();
      for (const [at, { profiles, size, overalls }] of cells.entries())
        addTo(tallies, profiles[measure] as Profile, masks[at] as number, {
          count: size,
          overalls,
        });
      known.set(measure, tallies);
      return tallies;
    },
  };
}

/** Adds to what there is of a profile in these groups. */
export function addTo(tallies: Tallies, profile: Profile, mask: number, more: Tally): void {
  const byMask = tallies.get(profile) ?? new Map<number, Tally>();
  const before = byMask.get(mask);
  byMask.set(mask, {
    count: (before?.count ?? 0) + more.count,
    overalls: before
      ? before.overalls.map((total, release) => total + (more.overalls[release] as number))
      : more.overalls,
  });
  tallies.set(profile, byMask);
}
