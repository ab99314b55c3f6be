import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bandCounts } from '../../../src/disclosure/density.ts';
import { disclosePeers } from '../../../src/disclosure/peer-statistics.ts';
import {
  type Pool,
  peersOf,
  preparePool,
  publicStatistics,
  type Shown,
  shownIn,
} from '../../../src/disclosure/pool/pool.ts';
import { method } from '../../../src/scoring/method.ts';
import { mean } from '../../../src/scoring/numbers.ts';
import { compare, percentile, quantile } from '../../../src/scoring/peer-comparison.ts';
import { subsets } from '../brute-force.ts';
import { rank as rankOf } from '../linear-attack.ts';
import { anyPool, dimensions, measures, ownOf, pairs, type SomePool } from './some-pools.ts';

function publish(some: SomePool, named: readonly ReadonlySet<string>[] = []) {
  const { pool, groups, publicCodes, groupsOf } = some;
  const prepared = preparePool(pool, groups, publicCodes);
  const viewers = [...[...pool.values.keys()].map((id) => new Set([id])), ...named];
  const toAll = publicStatistics(prepared, viewers);
  const publicShown = shownIn(toAll);
  const resultsOf = (own: string) =>
    peersOf(prepared, publicShown, {
      ...{ own, ownValues: ownOf(pool, own), knows: new Set([own]), groups: groupsOf(own) },
    });
  return { toAll, publicShown, resultsOf };
}

/** What an organisation's shown means say of each organisation and dimension, as plain rows. */
function rowsOf(some: SomePool, own: string | null, seen: Shown, pool: Pool): number[][] {
  const ids = [...pool.values.keys()].filter((id) => id !== own);
  const groups = [...some.groups, ...(own ? some.groupsOf(own) : [])];
  return pairs(seen).map(([code, measure]) => {
    const members = groups.find((group) => group.code === code)?.members ?? [];
    return ids.flatMap((id) => {
      const has = members.includes(id) ? pool.values.get(id) : undefined;
      const scored = dimensions.filter((dimension) => has?.has(dimension)).length;
      return dimensions.map((dimension) => {
        if (!has?.has(dimension)) return 0;
        if (measure === 'overall') return has.has('overall') ? 1 / scored : 0;
        return measure === dimension ? 1 : 0;
      });
    });
  });
}

describe('for any pool', () => {
  test('no combination of all that is shown depends on fewer than five others', () => {
    let shown = 0;
    fc.assert(
      fc.property(anyPool(11), (some) => {
        const { pool } = some;
        const { publicShown, resultsOf } = publish(some);
        const ids = [...pool.values.keys()];
        const own = ids[0] as string;
        const seen = new Map([...publicShown].map(([code, codes]) => [code, new Set(codes)]));
        for (const [code, codes] of shownIn(resultsOf(own)))
          seen.set(code, new Set([...(seen.get(code) ?? []), ...codes]));
        const rows = rowsOf(some, own, seen, pool);
        shown += rows.length;
        if (rows.length === 0) return;
        const whole = rankOf(rows);
        const others = ids.filter((id) => id !== own);
        for (const few of subsets(others, 4)) {
          const left = rows.map((row) =>
            row.filter((_, at) => !few.includes(others[Math.floor(at / 3)] as string)),
          );
          expect(rankOf(left)).toBe(whole);
        }
      }),
      { numRuns: 60 },
    );
    expect(shown).toBeGreaterThan(100);
  });

  test('every mean that nested groups leave keeps R3', () => {
    let looked = 0;
    fc.assert(
      fc.property(anyPool(16), (some) => {
        const { pool, groups, groupsOf } = some;
        const { publicShown, resultsOf } = publish(some);
        for (const own of pool.values.keys()) {
          const results = resultsOf(own);
          const all = [...groups, ...groupsOf(own)];
          for (const measure of measures) {
            const sets = [
              ...[...publicShown].flatMap(([code, codes]) => (codes.has(measure) ? [code] : [])),
              ...[...results].flatMap(([code, by]) => {
                const result = by.get(measure);
                const exact =
                  result && result !== 'kept' && result.shown && result.value.mean.kind === 'exact';
                return exact ? [code] : [];
              }),
            ].map((code) => {
              const members = all.find((group) => group.code === code)?.members ?? [];
              return members.filter((id) => id !== own && pool.values.get(id)?.has(measure));
            });
            for (const wide of sets)
              for (const narrow of [[], ...sets]) {
                if (!narrow.every((id) => wide.includes(id))) continue;
                const left = wide.filter((id) => !narrow.includes(id));
                if (left.length === 0) continue;
                const values = left.map((id) => pool.values.get(id)?.get(measure)?.value ?? 0);
                looked++;
                expect(left.length).toBeGreaterThanOrEqual(5);
                const m = mean(values) as number;
                expect(m).toBeGreaterThanOrEqual(1 + 4 / left.length - 1e-6);
                expect(m).toBeLessThanOrEqual(5 - 4 / left.length + 1e-6);
              }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(looked).toBeGreaterThan(500);
  });

  test('what is shown is what plain arithmetic says', () => {
    fc.assert(
      fc.property(
        anyPool(30, false),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (any, se) => {
          const values = new Map(
            [...any.pool.values].map(([id, own], i) => [
              id,
              new Map([...own].map(([m, { value }]) => [m, { value, se: i % 3 ? se : null }])),
            ]),
          );
          const some = { ...any, pool: { ...any.pool, values } };
          const { resultsOf } = publish(some);
          for (const own of values.keys())
            for (const [code, by] of resultsOf(own))
              for (const [measure, result] of by) {
                if (result === 'kept' || !result.shown) continue;
                const group = some.groupsOf(own).find((one) => one.code === code);
                const mine = values.get(own)?.get(measure);
                const others = (group?.members ?? []).flatMap((id) =>
                  id === own ? [] : (values.get(id)?.get(measure) ?? []),
                );
                if (!mine) throw new Error('not its own');
                const levels = others.map(({ value }) => value);
                const least = measure === 'overall' ? 0.25 : 0.5;
                const count = (way: string) =>
                  others.filter((other) => compare(mine, other, least) === way).length;
                const plain = disclosePeers({
                  ...{ peers: levels.length, mean: mean(levels) },
                  ...{ clearlyLower: count('lower'), clearlyHigher: count('higher') },
                  median: quantile(levels, 0.5),
                  lowerQuartile: quantile(levels, 0.25),
                  upperQuartile: quantile(levels, 0.75),
                  percentile: percentile(mine.value, levels),
                  bands: bandCounts(levels),
                });
                expect(result).toEqual(plain);
              }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the order of organisations and members changes nothing', () => {
    fc.assert(
      fc.property(anyPool(14), (some) => {
        const turned: SomePool = {
          ...some,
          pool: { ...some.pool, values: new Map([...some.pool.values].reverse()) },
          groups: some.groups
            .map((group) => ({ ...group, members: group.members.toReversed() }))
            .reverse(),
          groupsOf: (id) =>
            some.groupsOf(id).map((group) => ({ ...group, members: group.members.toReversed() })),
        };
        const [one, other] = [publish(some), publish(turned)];
        expect(other.toAll).toEqual(one.toAll);
        for (const id of some.pool.values.keys())
          expect(other.resultsOf(id)).toEqual(one.resultsOf(id));
      }),
      { numRuns: 60 },
    );
  });

  test('neither value nor number is in what is withheld', () => {
    fc.assert(
      fc.property(anyPool(12), (some) => {
        const { toAll, resultsOf } = publish(some);
        const results = [toAll, ...[...some.pool.values.keys()].map(resultsOf)];
        for (const by of results.flatMap((each) => [...each.values()]))
          for (const result of by.values())
            if (result !== 'kept' && !result.shown)
              expect(Object.keys(result)).toEqual(['shown', 'why']);
      }),
      { numRuns: 30 },
    );
  });

  test('what everybody sees leaves five to a board and the trusts that are named to it', () => {
    fc.assert(
      fc.property(anyPool(16), fc.nat(3), (some, count) => {
        const named = new Set([...some.pool.values.keys()].slice(0, count + 1));
        const { publicShown } = publish(some, [named]);
        for (const [code, measure] of pairs(publicShown)) {
          const members = some.groups.find((group) => group.code === code)?.members ?? [];
          const unknown = members.filter(
            (id) => !named.has(id) && some.pool.values.get(id)?.has(measure),
          );
          expect(unknown.length).toBeGreaterThanOrEqual(method.disclosure.k);
        }
      }),
      { numRuns: 60 },
    );
  });
});
