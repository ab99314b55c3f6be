import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { presumedLevel } from '../../src/scoring/presumed-level.ts';

const shares = (...of: number[]) => of.map((share, i) => ({ level: i + 1, share }));

describe('the level presumed of a strong question', () => {
  test('is the median of how answers spread, not the mean', () => {
    // Up to 3: 0.4. Up to 4: 0.9.
    expect(presumedLevel(shares(0, 0.1, 0.3, 0.5, 0.1), 3.4)).toBe(4);
    expect(presumedLevel(shares(0.6, 0, 0, 0, 0.4), null)).toBe(1);
  });

  test('is the lower of two medians', () => {
    expect(presumedLevel(shares(0, 0, 0.5, 0.5, 0), 3.5)).toBe(3);
    expect(presumedLevel(shares(0, 0.5, 0, 0, 0.5), null)).toBe(2);
    expect(presumedLevel(shares(0.1, 0.1, 0.3, 0.3, 0.2), null)).toBe(3);
  });

  test('is taken of what the rounded shares sum to', () => {
    // 0.9 in all: half is 0.45, and up to 2 there is 0.5. 1.1 in all: up to 2 there is 0.5 of 0.55.
    expect(presumedLevel(shares(0.2, 0.3, 0.3, 0.1, 0), null)).toBe(2);
    expect(presumedLevel(shares(0.2, 0.3, 0.4, 0.2, 0), null)).toBe(3);
    expect(presumedLevel(shares(0, 0.4, 0.5, 0, 0), null)).toBe(3);
    expect(presumedLevel(shares(0, 0.5, 0.4, 0, 0), null)).toBe(2);
  });

  test('does not depend on the order of the shares', () => {
    expect(presumedLevel(shares(0, 0.1, 0.3, 0.5, 0.1).toReversed(), null)).toBe(4);
  });

  test('is the mean to the nearest level where the spread is not shown, a half downwards', () => {
    expect(presumedLevel(null, 3.4)).toBe(3);
    expect(presumedLevel(null, 3.6)).toBe(4);
    expect(presumedLevel(null, 3.5)).toBe(3);
    expect(presumedLevel(null, 3.500001)).toBe(4);
    expect(presumedLevel(null, 1)).toBe(1);
    expect(presumedLevel(null, 5)).toBe(5);
    expect(presumedLevel(null, 2.5000000000000004)).toBe(2);
  });

  test('is the mean as well where nothing is in the spread, and null without either', () => {
    expect(presumedLevel([], 2.2)).toBe(2);
    expect(presumedLevel(shares(0, 0, 0, 0, 0), 2.2)).toBe(2);
    expect(presumedLevel([], null)).toBeNull();
    expect(presumedLevel(null, null)).toBeNull();
  });

  test('is one that somebody gave, with no more than half of the answers on either side', () => {
    const tenths = fc.array(fc.nat(10), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(tenths, (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const level = presumedLevel(shares(...counts.map((count) => count / 10)), null) ?? 0;
        const total = counts.reduce((a, b) => a + b, 0);
        const below = counts.slice(0, level - 1).reduce((a, b) => a + b, 0);
        expect(counts[level - 1]).toBeGreaterThan(0);
        expect(2 * below).toBeLessThan(total);
        expect(2 * (below + (counts[level - 1] ?? 0))).toBeGreaterThanOrEqual(total);
      }),
    );
  });
});
