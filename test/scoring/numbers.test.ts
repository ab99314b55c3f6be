import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  mean,
  reaches,
  round6,
  squaredDeviations,
  sum,
  wholeLevel,
} from '../../src/scoring/numbers.ts';

describe('numbers', () => {
  test('six sixths of 2 are short of 2 in binary and whole level 2 all the same', () => {
    const weighted = [2, 2, 2, 2, 2, 2].map((level) => level * (1 / 6));
    expect(sum(weighted)).toBe(1.9999999999999998);
    expect(round6(sum(weighted))).toBe(2);
    expect(wholeLevel(sum(weighted))).toBe(2);
    expect(reaches(sum(weighted), 2)).toBe(true);
  });

  test('a value that is short of a level by more than six decimals is below it', () => {
    expect(wholeLevel(2.999999)).toBe(2);
    expect(reaches(0.699999, 0.7)).toBe(false);
  });

  test('four sixths reach two thirds', () => {
    expect(reaches(4 / 6, 2 / 3)).toBe(true);
  });

  test('rounding is symmetric around zero and never gives minus zero', () => {
    expect(round6(-0.0000005)).toBe(-round6(0.0000005));
    expect(Object.is(round6(-0.0000001), 0)).toBe(true);
  });

  test('nothing has no mean', () => {
    expect(mean([])).toBeNull();
    expect(mean([1, 2, 5])).toBeCloseTo(8 / 3, 12);
  });

  test('squared deviations of 1, 2 and 6 from their mean 3 are 4 + 1 + 9', () => {
    expect(squaredDeviations([1, 2, 6])).toBe(14);
    expect(squaredDeviations([4])).toBe(0);
    expect(squaredDeviations([])).toBe(0);
  });

  test('the order of the values changes no digit of a sum', () => {
    const decimals = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(decimals, (values) => expect(sum(values.toReversed())).toBe(sum(values))),
    );
  });
});
