import type { NationalTables } from '../national/national-tables.ts';
import type { PoolShown } from './pool-shown.ts';

/** The part of a release that everybody reads. */
export function tablesOf(pools: readonly PoolShown[]): NationalTables {
  return {
    tables: pools.map(({ basis, kind, rows }) => ({
      basis,
      kind,
      rows: rows.map(({ group, release, measures }) => ({
        group: group.code,
        name: group.name,
        release,
        measures: [...measures].map(([code, statistics]) => ({ code, statistics })),
      })),
    })),
  };
}
