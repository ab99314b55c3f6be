import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import { estimate, type Voice } from '../../src/scoring/estimate.ts';
import { round6 } from '../../src/scoring/numbers.ts';

function voices(groups: Partial<Record<Family, number[]>>): Voice[] {
  return families.flatMap((family) => (groups[family] ?? []).map((value) => ({ family, value })));
}

function rounded(given: Voice[], fallbackSd?: number) {
  const { estimate: value, se, n } = estimate(given, fallbackSd);
  return { value: value && round6(value), se: se && round6(se), n };
}

describe('an estimate', () => {
  test('weighs families of 1, 2 and 10 as balanced, and says how sure it is', () => {
    // Weights 0.2; 0.2, 0.2; ten of 0.04. 0.2·5 + 0.2·(4 + 2) + 0.04·(5·1 + 5·3) = 1 + 1.2 + 0.8 = 3.
    // Within families: 0 + (1 + 1) + 10·1 = 12 over 13 − 3 = 10: s² = 1.2.
    // Σw² = 3·0.04 + 10·0.0016 = 0.136. SE = √(1.2 · 0.136) = √0.1632 = 0.403980.
    const given = voices({
      executive: [5],
      operational: [4, 2],
      digital: [1, 1, 1, 1, 1, 3, 3, 3, 3, 3],
    });
    expect(rounded(given)).toEqual({ value: 3, se: 0.40398, n: 13 });
  });

  test('is not pulled to the larger family as a simple mean would be', () => {
    // Two at 1 and six at 5: equal voices give 3, the simple mean 4.
    expect(
      rounded(voices({ clinical: [1, 1, 1], digital: [5, 5, 5, 5, 5, 5, 5, 5, 5] })).value,
    ).toBe(3);
  });

  test('of three families of two who all say 2 is 2 to six decimals and not in binary', () => {
    const given = voices({ executive: [2, 2], operational: [2, 2], digital: [2, 2] });
    expect(estimate(given).estimate).toBe(1.9999999999999998);
    expect(rounded(given).value).toBe(2);
  });

  test('has no standard error where each person is alone in a family, but for a fallback', () => {
    const given = voices({ executive: [2], operational: [3], clinical: [4] });
    expect(rounded(given)).toEqual({ value: 3, se: null, n: 3 });
    // 0.9 · √(3 · 1/9) = 0.9 · 0.577350 = 0.519615.
    expect(rounded(given, 0.9)).toEqual({ value: 3, se: 0.519615, n: 3 });
  });

  test('has none where nobody differs, but for a fallback: unanimity is no certainty', () => {
    const given = voices({ executive: [3, 3] });
    expect(rounded(given).se).toBeNull();
    expect(rounded(given, 0)).toMatchObject({ se: null });
    // 0.8 · √(2 · 1/4) = 0.565685.
    expect(rounded(given, 0.8).se).toBe(0.565685);
  });

  test('does not take a rounding error for a difference', () => {
    // Means of a person's levels: the same tenths, one of them with a binary tail.
    const given = voices({ executive: [2.1 + 0.2, 2.3] });
    expect(2.1 + 0.2).not.toBe(2.3);
    expect(estimate(given).se).toBeNull();
  });

  test('prefers the difference among the people themselves to the fallback', () => {
    // s² = 2 / (2 − 1) = 2; Σw² = 1/2; SE = 1.
    expect(rounded(voices({ executive: [2, 4] }), 0.1).se).toBe(1);
  });

  test('of nobody is null', () => {
    expect(estimate([], 0.8)).toMatchObject({ estimate: null, se: null, n: 0 });
  });

  const voice = fc.record({
    family: fc.constantFrom(...families),
    value: fc.integer({ min: 1, max: 5 }),
  });

  test('lies between the lowest and the highest value', () => {
    fc.assert(
      fc.property(fc.array(voice, { minLength: 1, maxLength: 30 }), (given) => {
        const { value, se } = rounded(given, 0.8);
        const values = given.map((one) => one.value);
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
        expect(se).toBeGreaterThan(0);
      }),
    );
  });

  test('is the same, to the last digit, in whatever order people answered', () => {
    fc.assert(
      fc.property(fc.array(voice, { maxLength: 30 }), (given) => {
        expect(estimate(given.toReversed())).toEqual(estimate(given));
      }),
    );
  });
});
