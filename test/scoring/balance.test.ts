import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import { balanceWeights } from '../../src/scoring/balance.ts';
import { round6 } from '../../src/scoring/numbers.ts';

/** So many people of each family: executive, operational, digital, clinical. */
function people(...sizes: number[]): Family[] {
  return families.flatMap((family, i) => Array<Family>(sizes[i] ?? 0).fill(family));
}

function weights(...sizes: number[]): number[] {
  return balanceWeights(people(...sizes)).map(round6);
}

const times = (n: number, weight: number) => Array<number>(n).fill(weight);

describe('the weights of respondents', () => {
  test('give each family an equal voice: 2, 3 and 5 people share a third each', () => {
    // 1/6 = 0.166667, 1/9 = 0.111111, 1/15 = 0.066667; none is above 0.2.
    expect(weights(2, 3, 5)).toEqual([
      ...times(2, 0.166667),
      ...times(3, 0.111111),
      ...times(5, 0.066667),
    ]);
  });

  test('cap one person at 0.2 and share the rest in proportion: families of 1, 2 and 10', () => {
    // Base 1/3, 1/6, 1/30. The one is capped at 0.2; the others share 0.8 where they had 2/3, so
    // times 1.2: 1/6 becomes 0.2, which is not above the cap, and 1/30 becomes 0.04.
    expect(weights(1, 2, 10)).toEqual([0.2, ...times(2, 0.2), ...times(10, 0.04)]);
  });

  test('cap two people at once: families of 1, 1 and 10 leave 0.6 to ten', () => {
    expect(weights(1, 1, 10)).toEqual([0.2, 0.2, ...times(10, 0.06)]);
  });

  test('leave 0.4 to the fourth family where three have one person: 0.4 / 4', () => {
    expect(weights(1, 1, 1, 4)).toEqual([0.2, 0.2, 0.2, ...times(4, 0.1)]);
  });

  test('cap again where sharing lifts others above: families of 1, 2 and 10 with a cap of 0.18', () => {
    // Round 1: 1/3 to 0.18, the rest times 0.82 / (2/3) = 1.23: 1/6 becomes 0.205, above the cap.
    // Round 2: those two to 0.18; 1 − 3 × 0.18 = 0.46 is left for ten: 0.046.
    const capped = balanceWeights(people(1, 2, 10), { cap: 0.18 }).map(round6);
    expect(capped).toEqual([0.18, 0.18, 0.18, ...times(10, 0.046)]);
  });

  test('are equal where fewer than five people cannot keep to 0.2', () => {
    expect(weights(1)).toEqual([1]);
    expect(weights(1, 2)).toEqual(times(3, 0.333333));
    expect(weights(3, 1)).toEqual(times(4, 0.25));
    expect(weights(4, 1)).toEqual(times(5, 0.2));
  });

  test('of nobody are none', () => {
    expect(balanceWeights([])).toEqual([]);
  });

  test('stay with the people as they were given', () => {
    expect(
      balanceWeights(['digital', 'executive', 'digital', 'digital', 'digital', 'digital']),
    ).toEqual(
      // The executive is capped at 0.2; five digital people share 0.8.
      [0.16, 0.2, 0.16, 0.16, 0.16, 0.16],
    );
  });

  const anyone = fc.array(fc.constantFrom(...families), { minLength: 1, maxLength: 40 });
  const anyCap = fc.double({ min: 0.03, max: 1, noNaN: true });

  test('sum to 1 and are never above the cap', () => {
    fc.assert(
      fc.property(anyone, anyCap, (given, cap) => {
        const result = balanceWeights(given, { cap });
        expect(result.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(Math.max(...result)).toBeLessThanOrEqual(Math.max(cap, 1 / given.length) + 1e-12);
        expect(Math.min(...result)).toBeGreaterThan(0);
      }),
    );
  });

  test('are those of the rule as the method states it, person by person', () => {
    fc.assert(
      fc.property(anyone, anyCap, (given, cap) => {
        const stated = asStated(given, Math.max(cap, 1 / given.length));
        balanceWeights(given, { cap }).forEach((weight, i) => {
          expect(weight).toBeCloseTo(stated[i] ?? Number.NaN, 9);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('move with the people when these are put in another order', () => {
    fc.assert(
      fc.property(anyone, (given) => {
        expect(balanceWeights(given.toReversed())).toEqual(balanceWeights(given).toReversed());
      }),
    );
  });
});

/** The rule word for word: fix those above the cap, share the rest in proportion, repeat. */
function asStated(given: readonly Family[], cap: number): number[] {
  const present = new Set(given).size;
  const base = given.map((family) => 1 / (present * given.filter((f) => f === family).length));
  const fixed = new Set<number>();
  for (;;) {
    const freeBase = base.reduce((total, b, i) => total + (fixed.has(i) ? 0 : b), 0);
    const now = base.map((b, i) => (fixed.has(i) ? cap : (b / freeBase) * (1 - fixed.size * cap)));
    const above = now.flatMap((weight, i) => (weight > cap + 1e-12 ? [i] : []));
    if (above.length === 0) return now;
    for (const i of above) fixed.add(i);
  }
}
