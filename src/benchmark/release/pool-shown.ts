import type { GroupStatistics } from '../../disclosure/group-statistics.ts';
import {
  type Pool,
  type PreparedPool,
  preparePool,
  publicStatistics,
  type Shown,
} from '../../disclosure/pool/pool.ts';
import type { PeerGroup } from '../catalogue/peer-group.ts';
import type { NationalTables } from '../national/national-tables.ts';
import type { EarlierRelease } from './earlier.ts';
import { type GroupResult, haveMoved, keepWhereTooFewMoved, shownAnew } from './kept.ts';
import type { PoolOf } from './pools.ts';

/** A pool, and what is shown of it to everybody. */
export interface PoolShown extends PoolOf {
  readonly prepared: PreparedPool;
  /** England first, then the types. */
  readonly rows: readonly (GroupResult<GroupStatistics> & { readonly group: PeerGroup })[];
  /** What of the rows is made in this release. */
  readonly publicShown: Shown;
  /** The same pool in the releases before, the first one first. */
  readonly before: readonly PoolBefore[];
}

export interface PoolBefore {
  readonly release: EarlierRelease;
  readonly pool: Pool;
  readonly publicShown: Shown;
}

/**
 * @param release the number of the release.
 * @param named what each integrated care board knows: the trusts that are named to it.
 */
export function showToAll(
  release: number,
  pool: PoolOf,
  named: readonly ReadonlySet<string>[],
  earlier: readonly EarlierRelease[],
): PoolShown {
  const before = earlier.map((one) => poolBefore(pool, one));
  const england = pool.groups.filter(({ kind }) => kind === 'kind');
  const types = pool.groups.filter(({ kind }) => kind === 'type');
  const publicGroups = [...england, ...types];
  const prepared = preparePool(
    pool.pool,
    pool.groups,
    publicGroups.map(({ code }) => code),
    before.map((one) => one.pool),
  );
  const results = publicStatistics(
    prepared,
    viewersOf(pool, named),
    before.map(({ publicShown }) => publicShown),
  );
  const rows = publicGroups.map((group) => ({
    group,
    ...keepWhereTooFewMoved(
      release,
      results.get(group.code) ?? new Map(),
      rowBefore(pool, group.code, before.at(-1)?.release),
      movedIn(group.members, pool.pool, before),
    ),
  }));
  const publicShown = shownAnew(
    rows.map(({ group, measures, ...row }) => ({
      ...row,
      code: group.code,
      measures: [...measures].map(([code, result]) => ({ code, result })),
    })),
    release,
  );
  return { ...pool, prepared, rows, publicShown, before };
}

/** Whether a measure of these organisations is as it was in an earlier release. */
export function movedIn(
  members: readonly string[],
  now: Pool,
  before: readonly PoolBefore[],
): (measure: string, since: number) => boolean {
  return (measure, since) => {
    const then = before.find(({ release }) => release.number === since);
    return !then || haveMoved(members, measure, now, then.pool);
  };
}

function poolBefore({ basis, kind, pool }: PoolOf, release: EarlierRelease): PoolBefore {
  const isThis = (one: { readonly basis: string; readonly kind: string }) =>
    one.basis === basis && one.kind === kind;
  const rows = release.national.tables.find(isThis)?.rows ?? [];
  return {
    release,
    // The measures are those of the cycle's questionnaire, also where nobody had a value then.
    pool: { ...(release.pools.find(isThis) as PoolOf).pool, measures: pool.measures },
    publicShown: shownAnew(rows.map(inResults), release.number),
  };
}

type Row = NationalTables['tables'][number]['rows'][number];

function inResults({ group, release, measures }: Row) {
  return {
    code: group,
    release,
    measures: measures.map(({ code, statistics }) => ({ code, result: statistics })),
  };
}

function rowBefore(
  { basis, kind }: PoolOf,
  code: string,
  last: EarlierRelease | undefined,
): GroupResult<GroupStatistics> | undefined {
  const table = last?.national.tables.find((one) => one.basis === basis && one.kind === kind);
  const row = table?.rows.find(({ group }) => group === code);
  return (
    row && {
      release: row.release,
      measures: new Map(row.measures.map((one) => [one.code, one.statistics])),
    }
  );
}

/** Every organisation knows itself, and a board the trusts that are named to it. */
function* viewersOf(
  { basis, kind, pool }: PoolOf,
  named: readonly ReadonlySet<string>[],
): Generator<ReadonlySet<string>> {
  for (const code of pool.values.keys()) yield new Set([code]);
  if (basis === 'agreed' && kind === 'trust') yield* named;
}
