import type { Database } from '../../shared/database.ts';
import { sharedPositions } from '../icb/shared-positions.ts';
import { icbParts } from './part-store.ts';
import { icbOfPart } from './release.ts';

/** By integrated care board: the trusts whose positions a release names to it. */
export async function namedToBoards(
  database: Database,
  releaseId: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const parts = await icbParts(database, releaseId);
  return new Map(
    parts.map(({ part, content }) => {
      const { trusts } = sharedPositions.parse(JSON.parse(content));
      return [icbOfPart(part), new Set(trusts.map(({ view }) => view.organisation.code))];
    }),
  );
}

/** What boards know after several releases: what was named once is not forgotten. */
export function knownToBoards(
  releases: readonly ReadonlyMap<string, ReadonlySet<string>>[],
): readonly ReadonlySet<string>[] {
  const boards = new Set(releases.flatMap((named) => [...named.keys()]));
  return [...boards].map(
    (icb) => new Set(releases.flatMap((named) => [...(named.get(icb) ?? [])])),
  );
}
