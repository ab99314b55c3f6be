import type { PreparedPool } from './prepare-pool.ts';
import { type Ranking, rank } from './ranking.ts';
import type { PoolGroup } from './shapes.ts';
import { isFixed } from './sight.ts';

/** The group's values in order; those of fixed groups are kept. */
export function rankingOf(
  prepared: PreparedPool,
  group: PoolGroup,
  measure: string,
  release: number,
): Ranking {
  const key = `${release} ${measure} ${group.code}`;
  const fixed = isFixed(prepared, group);
  const kept = fixed ? prepared.rankings.get(key) : undefined;
  if (kept) return kept;
  const values = prepared.pools[release]?.values;
  const ranking = rank(
    [...new Set(group.members)].flatMap((id) => values?.get(id)?.get(measure) ?? []),
  );
  if (fixed) prepared.rankings.set(key, ranking);
  return ranking;
}

/** Whether an organisation is in a group, as far as it has a value in any release. */
export function isIn(prepared: PreparedPool, group: PoolGroup): (id: string) => boolean {
  if (!isFixed(prepared, group)) {
    const members = new Set(group.members);
    return (id: string) => members.has(id);
  }
  const cells = prepared.cellsIn.get(group.code);
  return (id) => cells?.has(prepared.cellOf.get(id) ?? -1) ?? false;
}
