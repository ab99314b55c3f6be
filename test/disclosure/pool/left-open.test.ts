import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Pool,
  type PoolGroup,
  peersOf,
  preparePool,
  publicStatistics,
  shownIn,
} from '../../../src/disclosure/pool/pool.ts';
import { attack } from '../../attack/attack.ts';
import { sight } from '../../attack/hand-made.ts';
import type { Row } from '../../attack/sight.ts';
import { meanRange, type Own, type Statistics, slotsOf } from '../../attack/slots.ts';
import { anyPool, dimensions, measures, ownOf, poolOf } from './some-pools.ts';

/** What an organisation reads of one pool, as the intruder does: its own groups and everybody's. */
function sightOf(
  pool: Pool,
  own: string,
  groups: readonly PoolGroup[],
  ofOwn: readonly PoolGroup[],
  publicCodes: readonly string[],
) {
  const prepared = preparePool(pool, groups, publicCodes);
  const toAll = publicStatistics(
    prepared,
    [...pool.values.keys()].map((id) => new Set([id])),
  );
  const viewer = { own, ownValues: ownOf(pool, own), knows: new Set([own]), groups: ofOwn };
  const peers = peersOf(prepared, shownIn(toAll), viewer);
  const has = (measure: string) => (id: string) => pool.values.get(id)?.has(measure);
  const rows: Row[] = [];
  const add = (code: string, measure: string, ids: readonly string[], shown: object, by?: Own) => {
    const members = ids.filter(has(measure));
    const statistics = { ...shown, n: members.length } as Statistics;
    const said = { mean: meanRange(statistics), slots: slotsOf(statistics, by) };
    rows.push({ from: code, measure, members, ...said });
  };
  const membersOf = (code: string) =>
    [...ofOwn, ...groups].find((group) => group.code === code)?.members ?? [];
  for (const [code, by] of toAll)
    for (const [measure, one] of by)
      if (one !== 'kept' && one.shown) add(code, measure, membersOf(code), one.value);
  for (const [code, by] of peers)
    for (const [measure, one] of by) {
      if (one === 'kept' || !one.shown) continue;
      const value = pool.values.get(own)?.get(measure)?.value ?? Number.NaN;
      const others = membersOf(code).filter((id) => id !== own);
      const least = measure === 'overall' ? 0.25 : 0.5;
      add(code, measure, others, one.value, {
        value: { lo: value, hi: value },
        least,
        errors: false,
      });
    }
  const known = new Map(
    [...ownOf(pool, own)].map(([code, { value }]) => [code, { lo: value, hi: value }]),
  );
  return sight(rows, {
    measures,
    knows: new Map([[own, known]]),
    scored: (id) => measures.filter((measure) => has(measure)(id)),
  });
}

describe('half a level is left open', () => {
  test('in any pool nobody works out fewer than five, as far as linear programmes can tell', () => {
    let rows = 0;
    fc.assert(
      fc.property(anyPool(22, false), anyLevels, fc.nat(5), (some, levels, seed) => {
        const pool = withLevels(some, levels, seed);
        for (const own of [...pool.values.keys()].slice(0, 2)) {
          const seen = sightOf(pool, own, some.groups, some.groupsOf(own), some.publicCodes);
          rows += seen.rows.length;
          expect(attack(seen).determined).toEqual([]);
        }
      }),
      { numRuns: 40, seed: 5, endOnFailure: true },
    );
    expect(rows).toBeGreaterThan(200);
  }, 60_000);
});

/** A few levels that differ by about as much as counts as clearly different. */
const anyLevels = fc.tuple(
  fc.integer({ min: 10, max: 50 }),
  fc.array(fc.constantFrom(-7, -5, -1, 0, 0, 0, 1, 4, 5, 6), { minLength: 3, maxLength: 6 }),
);

function withLevels(
  { pool }: { readonly pool: Pool },
  [from, steps]: readonly [number, readonly number[]],
  seed: number,
): Pool {
  const level = (at: number) =>
    Math.min(50, Math.max(10, from + (steps[at % steps.length] as number))) / 10;
  return poolOf(
    Object.fromEntries(
      [...pool.values.keys()].map((id, i) => [
        id,
        dimensions.map((_, at) => level((i * (seed + 1) + at * i * i) % 97)),
      ]),
    ),
  );
}
