import type { Combination, Made } from './combinations.ts';
import { type PublicSight, publicSightOf } from './public-sight.ts';
import { inUnits, type Ranking } from './ranking.ts';
import type { Pool, PoolGroup } from './shapes.ts';
import { areSound, type Profile, profilesOf } from './versions.ts';

/** Organisations that no fixed group and no pattern of scores tells apart. */
export interface Cell {
  readonly size: number;
  /** By release, the total of their overalls, in units. */
  readonly overalls: readonly number[];
  /** By measure, in the order of the measures. */
  readonly profiles: readonly Profile[];
}

/** A pool made ready for many viewers. What is in it is for the functions of this folder only. */
export interface PreparedPool {
  /** Whether anything may be shown at all. */
  readonly sound: boolean;
  /** Of all releases of the cycle, the current one last. */
  readonly pools: readonly Pool[];
  readonly publicCodes: readonly string[];
  readonly groups: ReadonlyMap<string, PoolGroup>;
  readonly cells: readonly Cell[];
  readonly cellOf: ReadonlyMap<string, number>;
  /** By fixed group, the cells that are in it. */
  readonly cellsIn: ReadonlyMap<string, ReadonlySet<number>>;
  readonly publicSight: PublicSight;
  /** Values in ascending order, by group, release and measure, as they are asked for. */
  readonly rankings: Map<string, Ranking>;
  /** Answers of the check by what was asked, whoever the organisations are. */
  readonly checked: Map<string, ReadonlySet<number>>;
  /** Combinations of sets by how these overlap. */
  readonly combined: Map<string, readonly Combination[]>;
  /** All sets that can be made of others, by how these overlap. */
  readonly made: Map<string, readonly Made[]>;
}

/**
 * @param pool what is to be shown now.
 * @param groups all fixed groups of this kind of organisation; nearest neighbours excepted.
 * @param publicCodes those that everybody sees, England first, then types.
 * @param earlier the pools of the releases of the same cycle before, the first one first. Groups
 *   are the same in all of them: the catalogue is frozen.
 */
export function preparePool(
  pool: Pool,
  groups: readonly PoolGroup[],
  publicCodes: readonly string[],
  earlier: readonly Pool[] = [],
): PreparedPool {
  const pools = [...earlier, pool];
  const sound = areSound(pools, groups, publicCodes);
  const cells = cellsOf(sound ? pools : [], sound ? groups : []);
  return {
    ...{ sound, pools, publicCodes },
    groups: new Map(groups.map((group) => [group.code, group])),
    ...cells,
    publicSight: publicSightOf(
      cells.cells,
      publicCodes.map((code) => cells.cellsIn.get(code) ?? new Set()),
    ),
    rankings: new Map(),
    checked: new Map(),
    combined: new Map(),
    made: new Map(),
  };
}

function cellsOf(pools: readonly Pool[], groups: readonly PoolGroup[]) {
  const memberships = new Map<string, number[]>();
  for (const { values } of pools) for (const id of values.keys()) memberships.set(id, []);
  for (const [at, { members }] of groups.entries())
    for (const id of new Set(members)) memberships.get(id)?.push(at);

  const cells: { size: number; overalls: number[]; profiles: readonly Profile[] }[] = [];
  const cellOf = new Map<string, number>();
  const cellsIn = new Map(groups.map(({ code }) => [code, new Set<number>()]));
  const byKey = new Map<string, number>();
  const alike = new Map<string, Profile>();
  for (const [id, inGroups] of memberships) {
    const own = profilesOf(id, pools).map((profile) => [profileKey(profile), profile] as const);
    const key = `${inGroups.join()} ${own.map(([profile]) => profile).join()}`;
    const at = byKey.get(key) ?? cells.length;
    cellOf.set(id, at);
    const cell = cells[at];
    const overalls = overallsOf(id, pools);
    if (cell) {
      cell.size += 1;
      cell.overalls = cell.overalls.map((total, release) => total + (overalls[release] as number));
    } else {
      byKey.set(key, at);
      // One object for all that are alike, so that they can be told by it.
      for (const [name, profile] of own) if (!alike.has(name)) alike.set(name, profile);
      const profiles = own.map(([name]) => alike.get(name) as Profile);
      cells.push({ size: 1, overalls, profiles });
      for (const group of inGroups) cellsIn.get((groups[group] as PoolGroup).code)?.add(at);
    }
  }
  return { cells, cellOf, cellsIn };
}

/** By release, its overall in units; 0 where it has none. */
export function overallsOf(id: string, pools: readonly Pool[]): number[] {
  return pools.map(({ values, overall }) => inUnits(values.get(id)?.get(overall)?.value ?? 0));
}

/** The same for all organisations that contribute alike. */
export function profileKey(profile: Profile): string {
  return profile.map((one) => (one ? `${one.version}/${one.scored}` : '-')).join(' ');
}
