import { overallsOf, type PreparedPool } from './prepare-pool.ts';
import { addTo, type Tally } from './public-sight.ts';
import type { PoolGroup } from './shapes.ts';
import type { Profile } from './versions.ts';

/** Organisations that are in the same of a viewer's groups and contribute alike to a measure. */
export interface Alike extends Tally {
  /** One bit for each of the groups, by their position. */
  readonly mask: number;
  readonly profile: Profile;
}

/** The organisations of a pool as one viewer can tell them apart, without those that they know. */
export interface Sight {
  readonly groups: readonly PoolGroup[];
  /** By measure, in the order of the measures. */
  readonly alike: (measure: number) => readonly Alike[];
}

/** More groups than this have no bit. */
export const mostGroups = 30;

/**
 * @param groups each once, by its members and code; at most mostGroups. The public ones come first,
 *   in their order.
 */
export function sightOf(
  prepared: PreparedPool,
  knows: ReadonlySet<string>,
  groups: readonly PoolGroup[],
): Sight {
  const changes = changesOf(prepared, knows, groups);
  return {
    groups,
    alike(measure) {
      const toAll = prepared.publicSight.tallies(measure);
      const tallies = new Map([...toAll].map(([profile, byMask]) => [profile, new Map(byMask)]));
      for (const { cell, mask, ...more } of changes)
        addTo(tallies, prepared.cells[cell]?.profiles[measure] as Profile, mask, more);
      return [...tallies]
        .filter(([profile]) => profile.some((one) => one !== null))
        .flatMap(([profile, byMask]) =>
          [...byMask].flatMap(([mask, tally]) =>
            mask !== 0 && tally.count > 0 ? [{ mask, profile, ...tally }] : [],
          ),
        );
    },
  };
}

/** Organisations of a cell that are to be counted in these groups, or with less than 0 no more. */
interface Change extends Tally {
  readonly cell: number;
  readonly mask: number;
}

/** What this viewer tells apart, or knows, beyond what everybody does. */
function changesOf(
  prepared: PreparedPool,
  knows: ReadonlySet<string>,
  groups: readonly PoolGroup[],
): readonly Change[] {
  const { cells, cellOf, cellsIn, pools, publicCodes, publicSight } = prepared;
  const masks = new Map<number, number>();
  const maskOf = (cell: number) => masks.get(cell) ?? (publicSight.masks[cell] as number);
  const single = new Map<string, number>();
  for (const [bit, group] of groups.entries())
    if (bit >= publicCodes.length)
      if (isFixed(prepared, group))
        for (const cell of cellsIn.get(group.code) ?? [])
          masks.set(cell, maskOf(cell) | (1 << bit));
      else
        for (const id of new Set(group.members)) single.set(id, (single.get(id) ?? 0) | (1 << bit));

  const changes: Change[] = [];
  for (const [cell, mask] of masks) {
    const { size: count, overalls } = cells[cell] as PreparedPool['cells'][number];
    const before = publicSight.masks[cell] as number;
    changes.push({ cell, mask: before, ...less({ count, overalls }) });
    changes.push({ cell, mask, count, overalls });
  }
  for (const id of new Set([...single.keys(), ...knows])) {
    const cell = cellOf.get(id);
    if (cell === undefined) continue;
    const one = { count: 1, overalls: overallsOf(id, pools) };
    changes.push({ cell, mask: maskOf(cell), ...less(one) });
    if (!knows.has(id)) changes.push({ cell, mask: maskOf(cell) | (single.get(id) ?? 0), ...one });
  }
  return changes;
}

function less({ count, overalls }: Tally): Tally {
  return { count: -count, overalls: overalls.map((total) => -total) };
}

/** The different versions of the value that they contribute, the first one first. */
export function versionsOf({ profile }: Pick<Alike, 'profile'>): readonly number[] {
  if (profile.length === 1) return profile[0] ? [profile[0].version] : [];
  return [...new Set(profile.flatMap((own) => own?.version ?? []))];
}

/** Whether it is a group that the pool has been prepared with, member by member. */
export function isFixed({ groups }: PreparedPool, group: PoolGroup): boolean {
  const fixed = groups.get(group.code)?.members;
  return (
    fixed !== undefined &&
    (fixed === group.members ||
      (fixed.length === group.members.length && fixed.every((id, at) => id === group.members[at])))
  );
}
