import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import { releasable, releasableToAll } from '../../src/disclosure/differencing.ts';
import { method } from '../../src/scoring/method.ts';
import { subsets } from './brute-force.ts';
import { familiesOfSets, rounded } from './families-of-sets.ts';

const combinations = 200_000;
const anySets = familiesOfSets(12).map(({ contributors, sets }) => ({
  contributors,
  sets: sets.map(rounded),
}));
const anyK = fc.integer({ min: 2, max: 5 });

describe('for any sets', () => {
  test('every one that is released leaves at least k unknown', () => {
    fc.assert(
      fc.property(anySets, anyK, fc.nat(3), ({ contributors, sets }, k, count) => {
        const known = new Set(contributors.slice(0, count));
        const released = releasable(sets, { k, combinations, known });
        for (const { code, weights } of sets)
          if (released.has(code))
            expect([...weights.keys()].filter((id) => !known.has(id)).length).toBeGreaterThan(
              k - 1,
            );
      }),
    );
  });

  test('what is safe at k is safe at every smaller k', () => {
    fc.assert(
      fc.property(anySets, anyK, ({ sets }, k) => {
        const codes = releasable(sets, { k, combinations });
        const safe = sets.filter(({ code }) => codes.has(code));
        for (let smaller = 1; smaller < k; smaller++)
          expect(releasable(safe, { k: smaller, combinations })).toEqual(codes);
      }),
    );
  });

  test('what is safe for all is safe for each of them', () => {
    fc.assert(
      fc.property(anySets, anyK, ({ contributors, sets }, k) => {
        const disclosure = { ...method.disclosure, k };
        const codes = releasableToAll(sets, { disclosure });
        const safe = sets.filter(({ code }) => codes.has(code));
        for (const id of contributors)
          expect(releasable(safe, { k, combinations, known: new Set([id]) })).toEqual(codes);
      }),
    );
  });

  test('neither names nor order of the contributors change anything, even at the limit', () => {
    fc.assert(
      fc.property(
        anySets.chain((any) =>
          fc.record({
            any: fc.constant(any),
            names: fc.shuffledSubarray([...any.contributors], {
              minLength: any.contributors.length,
            }),
            order: fc.shuffledSubarray([...any.contributors], {
              minLength: any.contributors.length,
            }),
          }),
        ),
        anyK,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(4),
        ({ any: { contributors, sets }, names, order }, k, limit, count) => {
          const nameOf = new Map(contributors.map((id, i) => [id, names[i] as string]));
          const shuffled = sets.map(({ code, weights }) => ({
            code,
            weights: new Map(
              order.flatMap((id) => {
                const weight = weights.get(id);
                return weight === undefined ? [] : [[nameOf.get(id) as string, weight] as const];
              }),
            ),
          }));
          // Some of them are others with a changed value.
          const changes = contributors.slice(0, count).map((id, i) => [id, `c${i + 6}`] as const);
          const renamed = changes.map((pair) => pair.map((id) => nameOf.get(id) ?? id));
          const rule = { k, combinations: limit, changed: new Map(changes) };
          const again = { ...rule, changed: new Map(renamed as [string, string][]) };
          expect(releasable(shuffled, again)).toEqual(releasable(sets, rule));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a row scaled as a whole changes nothing', () => {
    fc.assert(
      fc.property(anySets, anyK, fc.integer({ min: 1, max: 40 }), ({ sets }, k, factor) => {
        const scaled = sets.map(({ code, weights }) => ({
          code,
          weights: new Map([...weights].map(([id, weight]) => [id, weight * factor])),
        }));
        expect(releasable(scaled, { k, combinations })).toEqual(
          releasable(sets, { k, combinations }),
        );
      }),
    );
  });

  test('a lower limit never releases a set of two that a higher one refuses', () => {
    fc.assert(
      fc.property(anySets, anyK, fc.integer({ min: 1, max: 60 }), ({ sets }, k, limit) => {
        const two = sets.slice(0, 2);
        const free = releasable(two, { k, combinations });
        for (const code of releasable(two, { k, combinations: limit }))
          expect(free).toContain(code);
      }),
    );
  });
});

/**
 * Somebody holds every sum that was released, and the values of those they know. Whatever fewer
 * than k of the others really said, it could as well have been anything else: the rest could have
 * said what makes the same sums. Solved with plain numbers, with a tolerance.
 */
test('whoever adds and subtracts all that was released learns nothing of fewer than k', () => {
  fc.assert(
    fc.property(
      anySets,
      anyK,
      fc.nat(2),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 24, maxLength: 24 }),
      ({ contributors, sets }, k, count, levels) => {
        const known = new Set(contributors.slice(0, count));
        const codes = releasable(sets, { k, combinations, known });
        const shown = sets.filter(({ code }) => codes.has(code));
        const secret = contributors.filter((id) => !known.has(id));
        const truth = new Map(secret.map((id, i) => [id, levels[i] as number]));
        for (const T of subsets(secret, k - 1)) {
          const imagined = new Map(T.map((id, i) => [id, levels[12 + i] as number]));
          const others = secret.filter((id) => !T.includes(id));
          const equations = shown.map(({ weights }) => ({
            left: others.map((id) => weights.get(id) ?? 0),
            // What the others have to make up for.
            right: total(weights, truth, secret) - total(weights, imagined, T),
          }));
          expect(solvable(equations)).toBe(true);
        }
      },
    ),
    { numRuns: 150 },
  );
});

function total(
  weights: ContributorSet['weights'],
  values: ReadonlyMap<string, number>,
  ids: readonly string[],
): number {
  return ids.reduce((sum, id) => sum + (weights.get(id) ?? 0) * (values.get(id) ?? 0), 0);
}

/** Whether any numbers solve them, by elimination with the largest pivot of each column. */
function solvable(equations: readonly { left: number[]; right: number }[]): boolean {
  let rows = equations.map(({ left, right }) => [...left, right]);
  const unknowns = equations[0]?.left.length ?? 0;
  for (let column = 0; column < unknowns; column++) {
    const size = (row: readonly number[]) => Math.abs(row[column] as number);
    const pivot = rows.toSorted((a, b) => size(b) - size(a))[0];
    if (!pivot || size(pivot) < 1e-9) continue;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) => {
        const factor = (row[column] as number) / (pivot[column] as number);
        return row.map((entry, i) => entry - factor * (pivot[i] as number));
      });
  }
  return rows.every((row) => Math.abs(row.at(-1) as number) < 1e-6);
}
