import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wholeWeights } from '../../src/disclosure/whole-numbers.ts';
import { families } from '../../src/questionnaire/questionnaire.ts';
import { balanceWeights } from '../../src/scoring/balance.ts';

const whole = (...weights: readonly number[]) => {
  const found = wholeWeights(new Map(weights.map((weight, i) => [`c${i}`, weight])));
  return found === null ? null : [...found.values()];
};

describe('weights as whole numbers', () => {
  test.each([
    [
      [0.2, 0.2, 0.2],
      [1n, 1n, 1n],
    ],
    [
      [1 / 3, 1 / 6, 1 / 2],
      [2n, 1n, 3n],
    ],
    // Two families of two and of three.
    [
      [1 / 4, 1 / 4, 1 / 6, 1 / 6, 1 / 6],
      [3n, 3n, 2n, 2n, 2n],
    ],
    // What a cap of a fifth for two of them leaves to seven.
    [
      [0.2, 0.2, (1 - 0.4) / 7],
      [7n, 7n, 3n],
    ],
    [
      [2, 4, 6],
      [1n, 2n, 3n],
    ],
    [
      [0.1 + 0.2, 0.3],
      [1n, 1n],
    ],
    [
      [99_999, 1 / 99_991],
      [99_999n * 99_991n, 1n],
    ],
  ])('%p', (weights, found) => {
    expect(whole(...weights)).toEqual(found);
  });

  test('there are none for nobody, and that is a row all the same', () => {
    expect(whole()).toEqual([]);
  });

  test.each([
    ...[Math.SQRT1_2, Math.PI, Math.E / 10, 0.123456789],
    ...[1 / 100_003, 100_003, 0, -0.5, Number.NaN, Infinity],
  ])('%p is no such weight', (weight) => {
    expect(whole(0.5, weight)).toBeNull();
  });

  test('hardly any number is such a weight by chance', () => {
    const roots = Array.from({ length: 2000 }, (_, i) => Math.sqrt(i + 2)).filter(
      (root) => !Number.isInteger(root),
    );
    const taken = roots.filter((root) => whole(root / 50) !== null);
    expect(taken.length).toBeLessThan(roots.length / 50);
  });

  test('every balance of families is told exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...families), { minLength: 1, maxLength: 200 }),
        (of) => {
          const weights = balanceWeights(of);
          const found = whole(...weights);
          const all = (found ?? []).reduce((sum, each) => sum + each, 0n);
          for (const [i, each] of (found ?? []).entries())
            expect(Number(each) / Number(all)).toBeCloseTo(weights[i] as number, 12);
          // Whoever is of one family weighs the same, to the digit.
          const byFamily = families.map((family) => found?.filter((_, i) => of[i] === family));
          for (const some of byFamily) expect(new Set(some).size).toBeLessThanOrEqual(1);
          expect(found).not.toBeNull();
        },
      ),
    );
  });
});
