import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Pool,
  type PoolGroup,
  peersOf,
  preparePool,
  publicStatistics,
  type Shown,
  shownIn,
} from '../../../src/disclosure/pool/pool.ts';
import { anyPool, levelsOf, ownOf, poolOf, trusts } from './some-pools.ts';

const spread = [2, 2.5, 3, 3.5, 4];
const kind = { code: 'kind', members: trusts(1, 40) };
const type = { code: 'type', members: trusts(1, 14) };

interface Released {
  readonly publicShown: Shown;
  readonly own: Shown;
  readonly result: (group: string, measure?: string) => string;
  readonly toAll: (group: string, measure?: string) => string;
}

/** Publishes one release after the other, as one organisation sees them. */
function publish(
  pools: readonly Pool[],
  groups: readonly PoolGroup[],
  publicCodes: readonly string[] = ['kind'],
  own = 'T01',
): Released[] {
  const released: Released[] = [];
  for (const [at, pool] of pools.entries()) {
    const prepared = preparePool(pool, groups, publicCodes, pools.slice(0, at));
    const everybody = publicStatistics(
      prepared,
      [],
      released.map(({ publicShown }) => publicShown),
    );
    const viewer = { own, ownValues: ownOf(pool, own), knows: new Set([own]), groups };
    const peers = peersOf(prepared, shownIn(everybody), viewer, released);
    const word =
      (results: typeof peers | typeof everybody) =>
      (group: string, measure = 'A') => {
        const result = results.get(group)?.get(measure);
        if (!result || result === 'kept') return String(result);
        return result.shown ? 'shown' : result.why;
      };
    released.push({
      publicShown: shownIn(everybody),
      own: shownIn(peers),
      result: word(peers),
      toAll: word(everybody),
    });
  }
  return released;
}

const first = levelsOf(trusts(1, 20), ...spread);
const more = (...ids: readonly string[]) => ({ ...first, ...levelsOf(ids, ...spread) });

describe('a second release of the cycle', () => {
  test.each([1, 2, 3, 4])('with %p more shows nothing new to anybody', (count) => {
    const [, again] = publish(
      [poolOf(first), poolOf(more(...trusts(21, 20 + count)))],
      [kind, type],
    );
    for (const measure of ['A', 'B', 'C', 'overall']) {
      expect(again?.toAll('kind', measure)).toBe('kept');
      expect(again?.result('kind', measure)).toBe('kept');
      expect(again?.result('type', measure)).toBe('kept');
    }
  });

  test('with six more is shown of the groups that have enough of them', () => {
    const [, again] = publish([poolOf(first), poolOf(more(...trusts(21, 26)))], [kind, type]);
    expect(again?.toAll('kind')).toBe('shown');
    expect(again?.result('kind')).toBe('shown');
    // Nothing of it has changed.
    expect(again?.result('type')).toBe('kept');
    expect(again?.result('kind', 'overall')).toBe('shown');
    expect(again?.result('type', 'overall')).toBe('kept');
  });

  test('a group to which fewer have come keeps what it had', () => {
    const wider = { code: 'type', members: [...trusts(1, 12), 'T21', 'T22'] };
    const [, again] = publish([poolOf(first), poolOf(more(...trusts(21, 30)))], [kind, wider]);
    expect(again?.result('kind')).toBe('shown');
    expect(again?.result('type')).toBe('kept');
  });

  test('counts one that contributes another value as one that has changed', () => {
    const changed = (count: number) =>
      poolOf({
        ...first,
        ...Object.fromEntries(trusts(15, 14 + count).map((id) => [id, [3.25, 3, 2.75]])),
      });
    expect(publish([poolOf(first), changed(5)], [kind])[1]?.toAll('kind')).toBe('kept');
    expect(publish([poolOf(first), changed(6)], [kind])[1]?.toAll('kind')).toBe('shown');
    expect(publish([poolOf(first), changed(5)], [kind])[1]?.result('kind')).toBe('shown');
    expect(publish([poolOf(first), changed(4)], [kind])[1]?.result('kind')).toBe('kept');
  });

  test('what came later may not say of whom it was', () => {
    // All six that have come are at the highest level.
    const high = { ...first, ...levelsOf(trusts(21, 26), 5) };
    expect(publish([poolOf(first), poolOf(high)], [kind])[1]?.toAll('kind')).toBe('kept');
  });

  test('a group that was not shown before is not made big enough by one or two', () => {
    const small = { code: 'type', members: [...trusts(1, 5), 'T21'] };
    const [before, again] = publish(
      [poolOf(first), poolOf(more(...trusts(21, 30)))],
      [kind, small],
    );
    expect(before?.result('type')).toBe('too-few-organisations');
    expect(again?.result('type')).toBe('protects-another');
  });

  test('a third one looks at both before', () => {
    const pools = [first, more(...trusts(21, 26)), more(...trusts(21, 29))].map((levels) =>
      poolOf(levels),
    );
    const all = publish(pools, [kind, type]);
    expect(all.map(({ toAll }) => toAll('kind'))).toEqual(['shown', 'shown', 'kept']);
    const enough = publish([...pools.slice(0, 2), poolOf(more(...trusts(21, 32)))], [kind, type]);
    expect(enough.map(({ toAll }) => toAll('kind'))).toEqual(['shown', 'shown', 'shown']);
  });

  test('nothing may be shown if it is not said what was shown before', () => {
    const prepared = preparePool(
      poolOf(more(...trusts(21, 30))),
      [kind],
      ['kind'],
      [poolOf(first)],
    );
    expect(shownIn(publicStatistics(prepared, [])).get('kind')).toEqual(new Set());
  });
});

test('for any pool: one to four that come or change are seen by nobody', () => {
  let kept = 0;
  fc.assert(
    fc.property(
      anyPool(14),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      ({ pool, groups, publicCodes, groupsOf }, count, change) => {
        const ids = [...pool.values.keys()];
        const late = new Set(ids.slice(-count));
        const then = new Map(
          [...pool.values].flatMap(([id, own]) => {
            if (!late.has(id)) return [[id, own] as const];
            const other = new Map(
              [...own].map(([m, { value }]) => [m, { value: 6 - value, se: null }]),
            );
            return change ? [[id, other] as const] : [];
          }),
        );
        const own = ids[0] as string;
        const all = [...groups.filter(({ code }) => publicCodes.includes(code)), ...groupsOf(own)];
        const unique = all.filter(
          (one, at) => all.findIndex(({ code }) => code === one.code) === at,
        );
        const fixed = groups.filter(({ code }) => !unique.some((one) => one.code === code));
        const [, again] = publish(
          [{ ...pool, values: then }, pool],
          [...unique, ...fixed],
          publicCodes,
          own,
        );
        for (const shown of [again?.own, again?.publicShown])
          for (const codes of shown?.values() ?? []) expect([...codes]).toEqual([]);
        kept += again?.result('kind') === 'kept' ? 1 : 0;
      },
    ),
    { numRuns: 40 },
  );
  expect(kept).toBeGreaterThan(5);
});
