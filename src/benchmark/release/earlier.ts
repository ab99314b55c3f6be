import type { Database } from '../../shared/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type NationalTables, nationalTables } from '../national/national-tables.ts';
import { namedToBoards } from './named-trusts.ts';
import { partsNamed } from './part-store.ts';
import { loadPools, type PoolOf } from './pools.ts';
import { nationalPart, type Release } from './release.ts';
import { isPublished, releasesOfCycle } from './release-store.ts';

/** A published release of the same cycle, as far as a later one looks back at it. */
export interface EarlierRelease {
  readonly id: string;
  readonly number: number;
  readonly pools: readonly PoolOf[];
  readonly national: NationalTables;
  /** By integrated care board: the trusts that were named to it. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The releases of the same cycle before this one, the first one first. */
export async function earlierReleases(
  database: Database,
  { cycleId, number }: Release,
  catalogue: Catalogue,
): Promise<readonly EarlierRelease[]> {
  const releases = (await releasesOfCycle(database, cycleId))
    .filter((one) => isPublished(one) && one.number < number)
    .toReversed();
  const earlier: EarlierRelease[] = [];
  for (const { id, number } of releases) {
    const national = (await partsNamed(database, id, [nationalPart])).get(nationalPart) ?? '';
    earlier.push({
      ...{ id, number },
      pools: await loadPools(database, id, catalogue),
      national: nationalTables.parse(JSON.parse(national)),
      named: await namedToBoards(database, id),
    });
  }
  return earlier;
}
