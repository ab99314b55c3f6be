import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DimensionScore } from '../../src/scoring/dimension.ts';
import { scoreOverall } from '../../src/scoring/overall.ts';

const insufficient: DimensionScore = {
  status: 'insufficient',
  score: null,
  answered: 1,
  applicable: 4,
};
const notApplicable: DimensionScore = {
  status: 'not-applicable',
  score: null,
  answered: 0,
  applicable: 0,
};

/** Dimensions A, B, C… from numbers, "?" for insufficient and "n/a" for not applicable. */
function profile(...scores: (number | '?' | 'n/a')[]) {
  return scores.map((score, i) => ({
    code: String.fromCharCode(65 + i),
    score: dimension(score),
  }));
}

function dimension(score: number | '?' | 'n/a'): DimensionScore {
  if (score === '?') return insufficient;
  if (score === 'n/a') return notApplicable;
  return { status: 'scored', score, answered: 4, applicable: 4 };
}

describe('the overall score', () => {
  test('is the unweighted mean: 2.5, 3, 4 and 1.75 make 11.25 / 4', () => {
    expect(scoreOverall(profile(2.5, 3, 4, 1.75))).toEqual({
      overall: 2.8125,
      scored: 4,
      applicable: 4,
      secured: { level: 1, atMost: null, heldBy: ['D'] },
    });
  });

  test('is given at six of eight dimensions (75 %) and not at five', () => {
    expect(scoreOverall(profile(3, 3, 3, 3, 3, 3, '?', '?')).overall).toBe(3);
    expect(scoreOverall(profile(3, 3, 3, 3, 3, '?', '?', '?')).overall).toBeNull();
  });

  test('takes the share of the applicable: three of four with four not applicable', () => {
    expect(scoreOverall(profile(2, 3, 4, '?', 'n/a', 'n/a', 'n/a', 'n/a'))).toMatchObject({
      overall: 3,
      scored: 3,
      applicable: 4,
    });
  });

  test('is null, with nothing secured, where no dimension is scored or none applies', () => {
    const nothing = { level: null, atMost: null, heldBy: [] };
    expect(scoreOverall([])).toEqual({ overall: null, scored: 0, applicable: 0, secured: nothing });
    expect(scoreOverall(profile('n/a', 'n/a'))).toMatchObject({ overall: null, secured: nothing });
    expect(scoreOverall(profile('?', '?'))).toMatchObject({ overall: null, secured: nothing });
  });

  test('is to six decimals: 1, 1 and 2 make 1.333333', () => {
    expect(scoreOverall(profile(1, 1, 2)).overall).toBe(1.333333);
  });
});

describe('the secured level', () => {
  test('is the lowest whole level, and names every dimension at it', () => {
    expect(scoreOverall(profile(3.9, 2.99, 2, 4)).secured).toEqual({
      level: 2,
      atMost: null,
      heldBy: ['B', 'C'],
    });
  });

  test('is not lowered by a rounding error: 1.9999999999999998 is 2', () => {
    expect(scoreOverall(profile(1.9999999999999998, 2.4, 3)).secured).toEqual({
      level: 2,
      atMost: null,
      heldBy: ['A', 'B'],
    });
  });

  test('is only "at most" while a dimension has no score, even where there is an overall', () => {
    expect(scoreOverall(profile(3.2, 3.9, 4, '?'))).toMatchObject({
      overall: 3.7,
      secured: { level: null, atMost: 3, heldBy: ['A', 'B'] },
    });
  });

  test('stands where the only dimension without a score does not apply', () => {
    expect(scoreOverall(profile(3.2, 'n/a', 4)).secured).toMatchObject({ level: 3, atMost: null });
  });

  const score = fc.oneof(
    fc.integer({ min: 100, max: 500 }).map((hundredths) => hundredths / 100),
    fc.constantFrom<'?' | 'n/a'>('?', 'n/a'),
  );

  test('never rises when a dimension is left unanswered', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 8 }), fc.nat(), (scores, pick) => {
        const skipped = scores.with(pick % scores.length, '?');
        const before = scoreOverall(profile(...scores)).secured;
        const after = scoreOverall(profile(...skipped)).secured;
        expect(after.level).toBeNull();
        // What remains is still only a bound that the true level cannot exceed.
        if (before.level !== null && after.atMost !== null)
          expect(after.atMost).toBeGreaterThanOrEqual(before.level);
      }),
    );
  });

  test('never exceeds the overall, and the overall lies within the profile', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 8 }), (scores) => {
        const { overall, secured } = scoreOverall(profile(...scores));
        if (overall === null) return;
        const numbers = scores.filter((s) => typeof s === 'number');
        expect(overall).toBeGreaterThanOrEqual(Math.min(...numbers));
        expect(overall).toBeLessThanOrEqual(Math.max(...numbers));
        expect(secured.level ?? secured.atMost).toBeLessThanOrEqual(overall);
      }),
    );
  });
});
