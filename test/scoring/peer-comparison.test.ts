import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, percentile, quantile } from '../../src/scoring/peer-comparison.ts';

describe('quantiles, type 7', () => {
  // R: quantile(x, p), and Excel: PERCENTILE.INC; positions 1 + (n - 1) p counted from 1.
  test.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.75, 3.25],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.25, 3.25],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.75, 7.75],
    [[3.2, 1.5, 4.1, 2.8, 3.9], 0.5, 3.2],
    [[3.2, 1.5, 4.1, 2.8, 3.9], 0.25, 2.8],
    [[2], 0.25, 2],
    [[2, 3], 0, 2],
    [[2, 3], 1, 3],
  ])('of %p at %p', (values, p, expected) => {
    expect(quantile(values, p)).toBeCloseTo(expected, 12);
  });

  test('of nothing is nothing, and the values stay in their order', () => {
    expect(quantile([], 0.5)).toBeNull();
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  const levels = fc.array(fc.double({ min: 1, max: 5, noNaN: true }), { minLength: 1 });
  test('lie between the ends and rise with p', () => {
    fc.assert(
      fc.property(levels, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const at = quantile(values, p) as number;
        expect(at).toBeGreaterThanOrEqual(Math.min(...values));
        expect(at).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        expect(quantile(values, p / 2) as number).toBeLessThanOrEqual(at + 1e-12);
      }),
    );
  });
});

describe('percentiles, half of the ties, the own value left out', () => {
  // scipy.stats.percentileofscore(others, own, kind='mean')
  test.each([
    [3, [1, 2, 3, 4], 62.5],
    [3, [1, 2, 4, 5], 50],
    [1, [2, 3], 0],
    [5, [2, 3], 100],
    [2, [2, 2, 2], 50],
    [2.5, [1, 2, 3], 66.66666667],
    [3.0004, [3.0001, 2, 4, 5], 37.5],
    [3.0006, [3.0001, 2, 4, 5], 50],
  ])('of %p among %p', (own, others, expected) => {
    expect(percentile(own, others)).toBeCloseTo(expected, 6);
  });

  test('of nobody is nothing', () => {
    expect(percentile(3, [])).toBeNull();
  });
});

describe('clearly different is by enough to matter and by more than chance', () => {
  test.each([
    // The smallest difference that matters, without errors.
    [3, null, 3.5, null, 0.5, 'higher'],
    [3, null, 3.499999, null, 0.5, 'similar'],
    [3, null, 2.5, null, 0.5, 'lower'],
    [3, null, 2.500001, null, 0.5, 'similar'],
    [3, null, 3.25, null, 0.25, 'higher'],
    [3, null, 3.24, null, 0.25, 'similar'],
    // 1.96 standard errors: √(0.3² + 0.4²) = 0.5, so 0.98 levels.
    [3, 0.3, 3.98, 0.4, 0.5, 'higher'],
    [3, 0.3, 3.97999, 0.4, 0.5, 'similar'],
    [3, 0.3, 2.02, 0.4, 0.5, 'lower'],
    [3, 0.3, 2.02001, 0.4, 0.5, 'similar'],
    // 1.96 · 0.2 = 0.392 is less than 0.5: the smallest difference decides.
    [3, 0.2, 3.5, 0, 0.5, 'higher'],
    [3, 0.2, 3.45, 0, 0.5, 'similar'],
    // Binary arithmetic does not: 3.1 - 2.6 is 0.5000000000000000 or a little off.
    [2.6, null, 3.1, null, 0.5, 'higher'],
    [3.1, null, 2.6, null, 0.5, 'lower'],
    [3, null, 3, null, 0.5, 'similar'],
  ])('%p ± %p and %p ± %p at %p: %s', (own, se, other, otherSe, least, way) => {
    expect(compare({ value: own, se }, { value: other, se: otherSe }, least)).toBe(way);
  });

  test('seen from the other side it is the other way round', () => {
    const value = fc.record({
      value: fc.double({ min: 1, max: 5, noNaN: true }),
      se: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    const turned = { lower: 'higher', similar: 'similar', higher: 'lower' };
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(compare(other, one, 0.5)).toBe(turned[compare(one, other, 0.5)]);
      }),
    );
  });
});
