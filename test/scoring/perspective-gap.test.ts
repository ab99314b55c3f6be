import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import { cliffsDelta, compareLevels, perspectiveGaps } from '../../src/scoring/perspective-gap.ts';

const voices = (groups: Partial<Record<Family, number[]>>) =>
  families.flatMap((family) => (groups[family] ?? []).map((value) => ({ family, value })));

describe("Cliff's delta", () => {
  test('of 4, 5 over 2, 3, 4 is 5/6: five pairs higher, one tied, none lower', () => {
    expect(cliffsDelta([4, 5], [2, 3, 4])).toBe(0.833333);
  });

  test('counts lower pairs against higher ones: 1, 5 over 2, 3 is 0', () => {
    expect(cliffsDelta([1, 5], [2, 3])).toBe(0);
  });

  test('is 1, -1 or 0 at the extremes and null without anybody', () => {
    expect(cliffsDelta([5], [1, 2])).toBe(1);
    expect(cliffsDelta([1], [2, 3])).toBe(-1);
    expect(cliffsDelta([3], [3])).toBe(0);
    expect(cliffsDelta([], [3])).toBeNull();
    expect(cliffsDelta([3], [])).toBeNull();
  });

  test('turns its sign, and stays within -1 and 1, when the groups change places', () => {
    const group = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(group, group, (a, b) => {
        const delta = cliffsDelta(a, b) ?? Number.NaN;
        expect(Math.abs(delta)).toBeLessThanOrEqual(1);
        expect((cliffsDelta(b, a) ?? Number.NaN) + delta).toBe(0);
      }),
    );
  });
});

describe('a perspective gap', () => {
  test('is there at a difference of exactly one level: 11/3 over 8/3', () => {
    // Of nine pairs: 3 is above 2 once and ties twice; both 4s are above all: 7/9.
    expect(compareLevels([3, 4, 4], [2, 3, 3])).toEqual({
      difference: 1,
      delta: 0.777778,
      gap: true,
    });
  });

  test('is not there below one level, however clear the order: 3, 3, 3 over 2, 2, 3', () => {
    expect(compareLevels([3, 3, 3], [2, 2, 3])).toEqual({
      difference: 0.666667,
      delta: 0.666667,
      gap: false,
    });
  });

  test('needs a delta of 0.474 as well, not only distant means', () => {
    // 5, 5, 5, 1, 1 over 1, 1, 1, 2, 2: 15 pairs higher, 2·2 lower: 11/25. Means 3.4 and 1.4.
    expect(compareLevels([5, 5, 5, 1, 1], [1, 1, 1, 2, 2])).toEqual({
      difference: 2,
      delta: 0.44,
      gap: false,
    });
    // One 2 fewer: 15 − 2 = 13 of 25. Means 3.4 and 1.2.
    expect(compareLevels([5, 5, 5, 1, 1], [1, 1, 1, 1, 2])).toEqual({
      difference: 2.2,
      delta: 0.52,
      gap: true,
    });
  });

  test('names the more positive family first, whichever comes first in the questionnaire', () => {
    const given = voices({ executive: [2, 2], digital: [4, 4], clinical: [3, 4] });
    expect(perspectiveGaps(given)).toEqual([
      { families: ['digital', 'executive'], difference: 2, delta: 1 },
      { families: ['clinical', 'executive'], difference: 1.5, delta: 1 },
    ]);
    expect(perspectiveGaps(voices({ executive: [4, 4], digital: [2, 3] }))).toEqual([
      { families: ['executive', 'digital'], difference: 1.5, delta: 1 },
    ]);
  });

  test('takes two families', () => {
    expect(perspectiveGaps(voices({ executive: [1, 5] }))).toEqual([]);
    expect(perspectiveGaps([])).toEqual([]);
  });
});
