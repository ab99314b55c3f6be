import type { Database } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { type BasisComparison, type Comparison, comparison } from '../beside/comparison.ts';
import { type Catalogue, type GroupsOf, groupsOf } from '../catalogue/catalogue.ts';
import { findCatalogue } from '../catalogue/catalogue-store.ts';
import { compareOnBasis } from './compute-comparison.ts';
import { type Contributed, contributionsBy } from './contribution-store.ts';
import { type EarlierRelease, earlierReleases } from './earlier.ts';
import { knownToBoards, namedToBoards } from './named-trusts.ts';
import { partsNamed } from './part-store.ts';
import { type PoolShown, showToAll } from './pool-shown.ts';
import { loadPools } from './pools.ts';
import { organisationPart, type Release } from './release.ts';

/** What all parts of a release are computed from, in memory. */
export interface Computing {
  readonly release: Release;
  readonly shown: readonly PoolShown[];
  readonly earlier: readonly EarlierRelease[];
  readonly neighbours: Catalogue['neighbours'];
  readonly groupsOf: GroupsOf;
}

export async function beginComputing(database: Database, release: Release): Promise<Computing> {
  const catalogue = found(await findCatalogue(database, release.cycleId));
  const earlier = await earlierReleases(database, release, catalogue);
  const named = await namedToBoards(database, release.id);
  const known = knownToBoards([...earlier.map((one) => one.named), named]);
  const pools = await loadPools(database, release.id, catalogue);
  return {
    release,
    earlier,
    shown: pools.map((pool) => showToAll(release.number, pool, known, earlier)),
    neighbours: catalogue.neighbours,
    groupsOf: groupsOf(catalogue),
  };
}

/** What some organisations may be shown, by their codes. */
export async function comparisonsOf(
  database: Database,
  computing: Computing,
  organisations: readonly string[],
): Promise<(organisation: string) => Comparison> {
  const { release, earlier, shown } = computing;
  const contributed = Map.groupBy(
    await contributionsBy(database, release.id, organisations),
    ({ organisation }) => organisation,
  );
  const before: ReadonlyMap<string, string>[] = [];
  for (const { id } of earlier)
    before.push(await partsNamed(database, id, organisations.map(organisationPart)));
  return (organisation) => {
    const then = before.map((texts) => read(texts.get(organisationPart(organisation))));
    return {
      bases: (contributed.get(organisation) ?? []).map((one) =>
        compareOnBasis(one, poolOf(shown, one), {
          release: release.number,
          groups: computing.groupsOf(organisation),
          neighbours: computing.neighbours,
          before: then.map((bases) => bases.find(({ basis }) => basis === one.basis)),
        }),
      ),
    };
  };
}

function poolOf(shown: readonly PoolShown[], { basis, content }: Contributed): PoolShown {
  return shown.find((pool) => pool.basis === basis && pool.kind === content.kind) as PoolShown;
}

function read(text: string | undefined): readonly BasisComparison[] {
  return text === undefined ? [] : comparison.parse(JSON.parse(text)).bases;
}
