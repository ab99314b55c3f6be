import type { Database } from '../../shared/database.ts';
import { bases } from '../basis.ts';
import type { Published } from '../release/release.ts';
import { comparisonsOf } from './beside-store.ts';
import type { Released } from './choice.ts';
import { type Hold, seenIn } from './standing.ts';

/**
 * The released cycles in which somebody may see an organisation, the newest first, each with its
 * newest release.
 * @param published every published release, the newest cycle first and in it the newest release.
 */
export async function releasedCycles(
  database: Database,
  published: readonly Published[],
  holds: readonly Hold[],
  organisation: string,
): Promise<readonly Released[]> {
  const newest = [...Map.groupBy(published, ({ cycleId }) => cycleId).values()].flatMap(
    ([release]) => release ?? [],
  );
  const seen = newest
    .map((release) => ({ release, seen: seenIn(holds, organisation, release.cycleId) }))
    .filter((cycle) => cycle.seen.bases.size > 0);
  const ids = seen.map(({ release }) => release.id);
  const comparisons = await comparisonsOf(database, ids, organisation);
  return seen.map(({ release, seen: { bases: allowed, statements } }) => ({
    release,
    bases: bases.filter((basis) => allowed.has(basis)),
    statements,
    comparison: comparisons.get(release.id) ?? null,
  }));
}
