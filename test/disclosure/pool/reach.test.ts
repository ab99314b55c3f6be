import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { edgesOf, edgesWithout } from '../../../src/disclosure/pool/edges.ts';
import {
  isOpen,
  isOpenToOne,
  type Reach,
  reachWithout,
  sumsOf,
} from '../../../src/disclosure/pool/reach.ts';

const open = (reach: Reach) => isOpen(sumsOf(reach), reach.size);
const five = (mean: number, edges: Reach['edges'] = []): Reach => ({
  ...{ size: 5, least: 5 * (mean - 0.05), most: 5 * (mean + 0.05) },
  edges,
});
const beside = (value: number, errors = false) => ({ value, least: 0.5, errors });

describe('what statistics say of the values in order', () => {
  test('counts beside an own value of 4 are edges at 3.5 and 4.5', () => {
    const counts = { counts: { lower: 2, similar: 2, higher: 1 } };
    expect(edgesOf(5, counts, beside(4))).toEqual([
      { at: 3.5, fewest: 2, most: 2 },
      { at: 4.5, fewest: 4, most: 4 },
    ]);
    // With errors that nobody knows, those not distinguishable may be anything.
    expect(edgesOf(5, counts, beside(4, true))).toEqual([
      { at: 3.5, fewest: 2, most: 4 },
      { at: 4.5, fewest: 2, most: 4 },
    ]);
  });

  test('"most" are all or all but one', () => {
    expect(edgesOf(6, { counts: { most: 'similar' } }, beside(3))).toEqual([
      { at: 2.5, fewest: 0, most: 1 },
      { at: 3.5, fewest: 5, most: 6 },
    ]);
  });

  test('a median of eight lies half way between the fourth and the fifth', () => {
    expect(edgesOf(8, { median: 3 }, null).slice(0, 2)).toEqual([
      { at: 3.05, fewest: 4, most: 8 },
      { at: 2.95, fewest: 0, most: 4 },
    ]);
    // The fifth is at most 2 · 3.05 less what the fourth is at least, which is 1.
    expect(edgesOf(8, { median: 3 }, null)[3]).toMatchObject({ fewest: 5 });
    expect(edgesOf(8, { median: 3 }, null)[3]?.at).toBeCloseTo(5.1);
  });

  test('the value of one who is known is taken out of them', () => {
    const edges = [{ at: 3, fewest: 2, most: 4 }];
    expect(edgesWithout(edges, 2)).toEqual([{ at: 3, fewest: 1, most: 3 }]);
    expect(edgesWithout(edges, 4)).toEqual([{ at: 3, fewest: 2, most: 4 }]);
    expect(edgesWithout(edges, 3)).toEqual([{ at: 3, fewest: 1, most: 4 }]);
  });

  test('the number of values below each edge is always what it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 30 }),
        fc.double({ min: 0.5, max: 5.5, noNaN: true }),
        (tenths, at) => {
          const [first, ...others] = tenths.map((tenth) => 1 + tenth / 10) as [number, ...number[]];
          const below = (some: readonly number[]) => some.filter((one) => one < at).length;
          const all = below([first, ...others]);
          const [edge] = edgesWithout([{ at, fewest: all, most: all }], first);
          expect(below(others)).toBeGreaterThanOrEqual(edge?.fewest ?? Number.NaN);
          expect(below(others)).toBeLessThanOrEqual(edge?.most ?? Number.NaN);
        },
      ),
    );
  });
});

describe('what is left open of any so many', () => {
  test('of five with a mean of 3, nearly everything', () => {
    const { lowest, highest } = sumsOf(five(3));
    // Four sum at least to 14.75 less a highest value of 5, at most to 15.25 less 1.
    expect([lowest(4), highest(4)]).toEqual([9.75, 14.25]);
    expect(open(five(3))).toBe(true);
  });

  test('all clearly higher near the top leaves too little', () => {
    // 4.2 beside 3.7: four of them sum to at least 4 · 4.2 and at most to 21.25 − 4.2.
    const high = (own: number) => five(4.2, [{ at: own + 0.5, fewest: 0, most: 0 }]);
    expect(open(high(3.7))).toBe(false);
    expect(open(high(3))).toBe(true);
  });

  test('half a level is enough, less is not', () => {
    const between = (lo: number, hi: number) =>
      open({
        ...{ size: 20, least: 20, most: 100 },
        edges: [
          { at: lo, fewest: 0, most: 0 },
          { at: hi, fewest: 20, most: 20 },
        ],
      });
    expect(between(3, 3.5)).toBe(true);
    expect(between(3, 3.49)).toBe(false);
  });

  test('it is asked of every number below five, and of no more', () => {
    // One may be anything; any two or more have somebody in the narrow band.
    const outlier = (most: number) =>
      open({
        ...{ size: 10, least: 10, most: 50 },
        edges: [
          { at: 3, fewest: 0, most: 0 },
          { at: 3.1, fewest: 10 - most, most: 10 },
        ],
      });
    expect(outlier(0)).toBe(false);
    expect(outlier(1)).toBe(true);
  });

  test('knowing the one that is apart tells the others', () => {
    const reach: Reach = {
      ...{ size: 6, least: 17.7, most: 18.3 },
      edges: [{ at: 3.3, fewest: 5, most: 5 }],
    };
    expect(open(reach)).toBe(true);
    const known = reachWithout(reach, 3.4);
    expect(known.edges).toEqual([{ at: 3.3, fewest: 5, most: 5 }]);
    expect(isOpenToOne(reach, [2, 5])).toBe(open(known) && open(reachWithout(reach, 5)));
  });

  test('nothing that can be is left out', () => {
    const tenth = fc.integer({ min: 10, max: 50 });
    fc.assert(
      fc.property(
        fc.array(tenth, { minLength: 5, maxLength: 12 }),
        fc.array(tenth, { maxLength: 4 }),
        (tenths, ats) => {
          const values = tenths.map((one) => one / 10).sort((a, b) => a - b);
          const total = values.reduce((sum, value) => sum + value, 0);
          const below = (at: number) => values.filter((value) => value < at).length;
          const { lowest, highest } = sumsOf({
            ...{ size: values.length, least: total - 0.1, most: total + 0.1 },
            edges: ats.map((one) => ({
              ...{ at: one / 10, fewest: below(one / 10), most: below(one / 10) },
            })),
          });
          for (let t = 1; t <= 4; t++) {
            const sum = (some: readonly number[]) => some.reduce((all, value) => all + value, 0);
            expect(lowest(t)).toBeLessThanOrEqual(sum(values.slice(0, t)) + 1e-9);
            expect(highest(t)).toBeGreaterThanOrEqual(sum(values.slice(-t)) - 1e-9);
          }
        },
      ),
    );
  });
});
