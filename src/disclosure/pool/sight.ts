import { type Cell, overallsOf, type PreparedPool } from './prepare-pool.ts';
import type { PoolGroup } from './shapes.ts';
import type { Profile } from './versions.ts';

/** Organisations that are in the same of a viewer's groups and contribute alike to a measure. */
export interface Alike {
  /** One bit for each of the groups, by their position. */
  readonly mask: number;
  readonly profile: Profile;
  readonly count: number;
  /** By release, the total of their overalls, in units. */
  readonly overalls: readonly number[];
}

/** The organisations of a pool as one viewer can tell them apart, without those that they know. */
export interface Sight {
  readonly groups: readonly PoolGroup[];
  /** By measure, in the order of the measures. */
  readonly alike: (measure: number) => readonly Alike[];
}

/** More groups than this have no bit. */
export const mostGroups = 30;

/** @param groups each once, by its members and code; at most mostGroups. */
export function sightOf(
  prepared: PreparedPool,
  knows: ReadonlySet<string>,
  groups: readonly PoolGroup[],
): Sight {
  const { cells, cellOf, cellsIn, pools } = prepared;
  const masks = new Int32Array(cells.length);
  const single = new Map<string, number>();
  for (const [bit, group] of groups.entries())
    if (isFixed(prepared, group))
      for (const cell of cellsIn.get(group.code) ?? [])
        masks[cell] = (masks[cell] as number) | (1 << bit);
    else
      for (const id of new Set(group.members)) single.set(id, (single.get(id) ?? 0) | (1 << bit));

  const bunches: Bunch[] = [];
  const without = new Map<number, number[]>();
  const left = Int32Array.from(cells, ({ size }) => size);
  for (const id of new Set([...single.keys(), ...knows])) {
    const at = cellOf.get(id);
    if (at === undefined) continue;
    left[at] = (left[at] as number) - 1;
    const mask = (masks[at] as number) | (single.get(id) ?? 0);
    const overalls = overallsOf(id, pools);
    without.set(at, added(without.get(at) ?? overalls.map(() => 0), overalls));
    if (!knows.has(id)) bunches.push({ cell: cells[at] as Cell, mask, count: 1, overalls });
  }
  for (const [at, cell] of cells.entries()) {
    const count = left[at] as number;
    const mask = masks[at] as number;
    const gone = without.get(at);
    const overalls = gone
      ? cell.overalls.map((total, release) => total - (gone[release] as number))
      : cell.overalls;
    if (count > 0 && mask !== 0) bunches.push({ cell, mask, count, overalls });
  }
  return { groups, alike: (measure) => together(bunches, measure) };
}

interface Bunch extends Pick<Alike, 'mask' | 'count' | 'overalls'> {
  readonly cell: Cell;
}

function together(bunches: readonly Bunch[], measure: number): readonly Alike[] {
  const byProfile = new Map<Profile, Map<number, Alike>>();
  for (const { cell, mask, count, overalls } of bunches) {
    const profile = cell.profiles[measure] as Profile;
    const byMask = byProfile.get(profile) ?? new Map<number, Alike>();
    const before = byMask.get(mask);
    byMask.set(mask, {
      ...{ mask, profile },
      count: (before?.count ?? 0) + count,
      overalls: before ? added(before.overalls, overalls) : overalls,
    });
    byProfile.set(profile, byMask);
  }
  return [...byProfile]
    .filter(([profile]) => profile.some((one) => one !== null))
    .flatMap(([, byMask]) => [...byMask.values()]);
}

function added(some: readonly number[], others: readonly number[]): number[] {
  return some.map((total, release) => total + (others[release] as number));
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
