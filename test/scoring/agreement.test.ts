import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { agreement, rwg } from '../../src/scoring/agreement.ts';

const times = (n: number, level: number) => Array<number>(n).fill(level);

describe('rwg', () => {
  test('of 3, 3, 3, 3 and 4 is 0.9: squares 0.8, variance 0.2, of 2 by chance', () => {
    expect(rwg([3, 3, 3, 3, 4])).toBe(0.9);
  });

  test('of 1, 2 and 2 is 0.833333: squares 2/3, variance 1/3', () => {
    expect(rwg([1, 2, 2])).toBe(0.833333);
  });

  test('is 1 where all agree and 0, never less, where they are further apart than by chance', () => {
    expect(rwg([4, 4, 4])).toBe(1);
    expect(rwg([1, 1, 5, 5])).toBe(0);
  });

  test('is null for one person and for nobody', () => {
    expect(rwg([3])).toBeNull();
    expect(rwg([])).toBeNull();
  });

  test('follows the scale: on 1 to 3 chance has a variance of 8 / 12', () => {
    // 1, 2, 3 and 2: squares 2, variance 2/3: no better than chance.
    expect(rwg([1, 2, 3, 2], { lo: 1, hi: 3 })).toBe(0);
    expect(rwg([1, 2, 3, 2])).toBe(0.666667);
  });

  // The figures the method gives: 5.9 % at five people, 4.5 % at six.
  test.each([
    [5, 5.9],
    [6, 4.5],
  ])('reaches 0.70 among %i people who answer at random in %f %% of all cases', (n, percent) => {
    let strong = 0;
    for (let i = 0; i < 5 ** n; i++) {
      const levels = Array.from({ length: n }, (_, place) => 1 + (Math.floor(i / 5 ** place) % 5));
      if ((rwg(levels) ?? 0) >= 0.7) strong++;
    }
    expect(((100 * strong) / 5 ** n).toFixed(1)).toBe(percent.toFixed(1));
  });
});

describe('the agreement label', () => {
  test('is strong from 0.70 exactly: 2 ×3, 3 ×5, 4 ×3 have squares 6 and variance 0.6', () => {
    // Eleven people: split would need ⌈3.3⌉ = 4 at both ends; there are three.
    const levels = [...times(3, 2), ...times(5, 3), ...times(3, 4)];
    expect(agreement(levels)).toEqual({ label: 'strong', rwg: 0.7 });
  });

  test('is moderate from 0.50 exactly: 1, 5 and seven 3s have squares 8 and variance 1', () => {
    expect(agreement([1, 5, ...times(7, 3)])).toEqual({ label: 'moderate', rwg: 0.5 });
  });

  test('is weak below: 1, 5 and six 3s have variance 8/7', () => {
    expect(agreement([1, 5, ...times(6, 3)])).toEqual({ label: 'weak', rwg: 0.428571 });
  });

  test('is split before anything else: 2, 2, 3, 4, 4 would be moderate and needs ⌈1.5⌉ = 2', () => {
    expect(agreement([2, 2, 3, 4, 4])).toEqual({ label: 'split', rwg: 0.5 });
  });

  test('is not split with enough people at one end only', () => {
    expect(agreement([2, 3, 3, 4, 4]).label).toBe('moderate');
    expect(agreement([1, 1, 1, 1, 3]).label).toBe('moderate');
  });

  test('is split among ten people with three at both ends and not with two', () => {
    expect(agreement([...times(3, 2), ...times(4, 3), ...times(3, 4)]).label).toBe('split');
    expect(agreement([...times(2, 2), ...times(5, 3), ...times(3, 4)]).label).toBe('strong');
  });

  test('rounds the people needed up: six people need ⌈1.8⌉ = 2', () => {
    expect(agreement([1, 3, 3, 3, 3, 5]).label).not.toBe('split');
    expect(agreement([1, 2, 3, 3, 4, 5]).label).toBe('split');
  });

  test('does not ask for one person more because 0.28 × 25 is 7.000000000000001 in binary', () => {
    expect(Math.ceil(0.28 * 25)).toBe(8);
    const rule = { answers: 5, splitShare: 0.28, splitReach: 1, strong: 0.7, moderate: 0.5 };
    expect(agreement([...times(7, 2), ...times(11, 3), ...times(7, 4)], rule).label).toBe('split');
  });

  test('is withheld below five answers, though rwg is not', () => {
    expect(agreement([3, 3, 3, 3])).toEqual({ label: null, rwg: 1 });
    expect(agreement([3, 3, 3, 3, 3])).toEqual({ label: 'strong', rwg: 1 });
    expect(agreement([3])).toEqual({ label: null, rwg: null });
    expect(agreement([])).toEqual({ label: null, rwg: null });
  });

  const anyLevels = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 25 });

  test('does not depend on order, and reads the same upside down', () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        expect(agreement(levels.toReversed())).toEqual(agreement(levels));
        expect(agreement(levels.map((level) => 6 - level))).toEqual(agreement(levels));
      }),
    );
  });
});
