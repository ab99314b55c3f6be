import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Pool,
  type PoolGroup,
  type PoolViewer,
  peersOf,
  preparePool,
  publicStatistics,
  showableToUnion,
  shownIn,
} from '../../../src/disclosure/pool/pool.ts';
import { anyPool, levelsOf, ownOf, pairs, poolOf, trusts } from './some-pools.ts';

const spread = [2, 2.5, 3, 3.5, 4];
const kind = { code: 'kind', members: trusts(1, 30) };

function union(
  pool: Pool,
  groups: readonly PoolGroup[],
  viewers: readonly PoolViewer[],
  publicCodes: readonly string[] = [],
) {
  const prepared = preparePool(pool, groups, publicCodes);
  const everyone = [...pool.values.keys()].map((id) => new Set([id]));
  const publicShown = shownIn(publicStatistics(prepared, everyone));
  const classes = viewers.map((viewer) => ({
    ...viewer,
    shown: shownIn(peersOf(prepared, publicShown, viewer)),
  }));
  return { classes, union: showableToUnion(prepared, publicShown, classes) };
}

const as = (pool: Pool, own: string, groups: readonly PoolGroup[]): PoolViewer => ({
  ...{ own, ownValues: ownOf(pool, own), knows: new Set([own]), groups },
});
const board = (...named: string[]): PoolViewer => ({
  ...{ own: null, ownValues: new Map(), knows: new Set(['QAA', ...named]), groups: [] },
});

describe('a person with two roles', () => {
  const pool = poolOf(levelsOf(trusts(1, 30), ...spread));
  const type = { code: 'type', members: trusts(1, 7) };

  test('is shown of each group what leaves five that neither of them knows', () => {
    const one = as(pool, 'T01', [kind, type]);
    expect(union(pool, [kind, type], [one]).union[0]?.get('type')).toContain('A');
    const both = union(pool, [kind, type], [one, board('T02', 'T30')]);
    expect(both.union[0]?.get('kind')).toContain('A');
    expect(both.union[0]?.get('type')).toContain('A');
    const three = union(pool, [kind, type], [one, board('T02', 'T03')]);
    expect(three.classes[0]?.shown.get('type')).toContain('A');
    expect(three.union[0]?.get('type')).toEqual(new Set());
    expect(three.union[0]?.get('kind')).toContain('A');
  });

  test('may not take apart by one what the other is shown', () => {
    const [near, far] = [
      { code: 'neighbours', members: trusts(2, 20) },
      { code: 'neighbours', members: trusts(3, 23) },
    ];
    const viewers = [as(pool, 'T01', [near]), as(pool, 'T02', [far])];
    const { classes, union: shown } = union(pool, [kind], viewers);
    expect(classes.map((one) => one.shown.get('neighbours')?.has('A'))).toEqual([true, true]);
    // Of what the second leaves, three are left: T21 to T23.
    expect(shown.map((one) => one.get('neighbours')?.has('A'))).toEqual([true, false]);
    const turned = union(pool, [kind], viewers.toReversed()).union.toReversed();
    expect(turned).toEqual(shown);
  });

  test('is shown no bound by which whoever knows one would know the others', () => {
    const low = poolOf({ ...levelsOf(trusts(1, 30), ...spread), ...levelsOf(trusts(2, 8), 1.25) });
    const small = { code: 'type', members: trusts(1, 8) };
    const one = as(low, 'T01', [small]);
    expect(union(low, [kind, small], [one]).union[0]?.get('type')).toContain('A');
    const both = union(low, [kind, small], [one, board('T02')]);
    expect(both.union[0]?.get('type')).toEqual(new Set());
  });

  test('is shown nothing where a class does not say what it knows', () => {
    const one = as(pool, 'T01', [kind]);
    const odd = { ...board(), knows: undefined as unknown as Set<string> };
    const prepared = preparePool(pool, [kind], []);
    const shown = shownIn(peersOf(prepared, new Map(), one));
    const classes = [
      { ...one, shown },
      { ...odd, shown: new Map() },
    ];
    expect(showableToUnion(prepared, new Map(), classes).flatMap(pairs)).toEqual([]);
  });
});

describe('for any pool', () => {
  test('one role alone is shown all that was stored for it, and two never more than each', () => {
    let fewer = 0;
    fc.assert(
      fc.property(anyPool(16), (some) => {
        const { pool, groups, publicCodes, groupsOf } = some;
        const [a, b] = [...pool.values.keys()].map((id) => as(pool, id, groupsOf(id)));
        if (!a || !b) return;
        const alone = union(pool, groups, [a], publicCodes);
        expect(alone.union[0]).toEqual(alone.classes[0]?.shown);
        const both = union(pool, groups, [a, b], publicCodes);
        for (const [at, shown] of both.union.entries())
          for (const [code, measure] of pairs(shown))
            expect(both.classes[at]?.shown.get(code)).toContain(measure);
        const count = (all: readonly (typeof both.union)[number][]) => all.flatMap(pairs).length;
        if (count(both.union) < count(both.classes.map(({ shown }) => shown))) fewer += 1;
      }),
      { numRuns: 60 },
    );
    expect(fewer).toBeGreaterThan(5);
  });
});
