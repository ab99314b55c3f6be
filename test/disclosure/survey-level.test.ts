import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { discloseLevel, type Measure } from '../../src/disclosure/survey-level.ts';
import { method } from '../../src/scoring/method.ts';

const measure = (changes: Partial<Record<keyof Measure, unknown>> = {}) =>
  ({ estimate: 3, se: 0.2, n: 12, maxWeight: 0.1, ...changes }) as Measure;
const of = (changes: Partial<Record<keyof Measure, unknown>>) =>
  discloseLevel(measure(changes), method);
const withK = (k: number) => ({
  scale: method.scale,
  disclosure: { ...method.disclosure, k },
});
const tooFew = { shown: false, why: 'too-few-people' };

describe('what is shown of a level', () => {
  test('is nothing from five, and something from six', () => {
    for (const n of [0, 1, 4, 5]) expect(of({ n })).toEqual(tooFew);
    for (const n of [6, 7, 100])
      expect(of({ n })).toMatchObject({ shown: true, value: { kind: 'exact', value: 3 } });
  });

  test('says that it is not scored only to those who are enough', () => {
    expect(of({ estimate: null })).toEqual({ shown: false, why: 'not-scored' });
    expect(of({ estimate: null, n: 5 })).toEqual(tooFew);
  });

  test('follows a k that is raised', () => {
    expect(discloseLevel(measure({ n: 8 }), withK(8))).toEqual(tooFew);
    expect(discloseLevel(measure({ n: 9 }), withK(8)).shown).toBe(true);
  });

  test.each([
    ['n', Number.NaN],
    ['n', undefined],
    ['n', null],
    ['n', '12'],
    ['n', 12.5],
    ['estimate', undefined],
    ['estimate', Number.NaN],
    ['estimate', 5.1],
    ['maxWeight', undefined],
    ['maxWeight', 0],
    ['maxWeight', 1.1],
    ['se', undefined],
    ['se', -1],
  ])('is nothing where %s is %p', (field, wrong) => {
    expect(of({ [field]: wrong })).toEqual(tooFew);
  });
});

describe('near an end of the scale only a bound is shown (R3), rounded away from the value', () => {
  // A weight of 0.2 moves the estimate by up to 4 · 0.2 = 0.8: exact from 1.8 to 4.2.
  test.each([
    [1.8, 0.2, { kind: 'exact', value: 1.8, se: 0.2 }],
    [4.2, 0.2, { kind: 'exact', value: 4.2, se: 0.2 }],
    [1.79, 0.2, { kind: 'below', value: 1.8 }],
    [4.21, 0.2, { kind: 'above', value: 4.2 }],
    [1, 0.1, { kind: 'below', value: 1.4 }],
    [5, 0.1, { kind: 'above', value: 4.6 }],
    // 4/12: 1.333 and 4.667. What is below 1.333 is below 1.4, and need not be below 1.3.
    [1.33, 0.083333, { kind: 'below', value: 1.4 }],
    [4.67, 0.083333, { kind: 'above', value: 4.6 }],
    [1.34, 0.083333, { kind: 'exact', value: 1.3, se: 0.2 }],
  ])('an estimate of %p with a weight of %p', (estimate, maxWeight, value) => {
    expect(of({ estimate, maxWeight })).toEqual({ shown: true, value });
  });
});

describe('the standard error', () => {
  test('is to one decimal, and only from ten people', () => {
    expect(of({ se: 0.34 })).toMatchObject({ value: { se: 0.3 } });
    expect(of({ se: 0.34, n: 10 })).toMatchObject({ value: { se: 0.3 } });
    expect(of({ se: 0.34, n: 9 })).toMatchObject({ value: { se: null } });
  });

  test('never says that all agree: without any spread it is the last digit shown', () => {
    for (const se of [null, 0, 0.04, 0.1]) expect(of({ se })).toMatchObject({ value: { se: 0.1 } });
  });

  test('does not go along with a bound', () => {
    expect(JSON.stringify(of({ estimate: 1 }))).not.toContain('se"');
  });
});

const anyMeasure = fc.record({
  estimate: fc.option(fc.double({ min: 1, max: 5, noNaN: true })),
  se: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
  n: fc.integer({ min: 0, max: 40 }),
  maxWeight: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

describe('for any measure', () => {
  test('what is withheld carries neither value nor count', () => {
    fc.assert(
      fc.property(anyMeasure, (any) => {
        const disclosed = discloseLevel(any, method);
        const keys = Object.keys(JSON.parse(JSON.stringify(disclosed)));
        expect(keys).toEqual(disclosed.shown ? ['shown', 'value'] : ['shown', 'why']);
        expect(disclosed.shown).toBe(any.n >= 6 && any.estimate !== null);
      }),
    );
  });

  test('an exact value leaves the heaviest person any level, and a bound is true', () => {
    fc.assert(
      fc.property(anyMeasure, (any) => {
        const disclosed = discloseLevel(any, method);
        if (!disclosed.shown || any.estimate === null) return;
        const { kind, value } = disclosed.value;
        if (kind === 'below') expect(any.estimate).toBeLessThan(value + 1e-6);
        if (kind === 'above') expect(any.estimate).toBeGreaterThan(value - 1e-6);
        if (kind !== 'exact') return;
        // What the others' mean would be, were that person at either end: still on the scale.
        const { estimate, maxWeight } = any;
        const others = (level: number) => (estimate - maxWeight * level) / (1 - maxWeight);
        expect(others(1)).toBeLessThanOrEqual(5 + 1e-4 / (1 - maxWeight));
        expect(others(5)).toBeGreaterThanOrEqual(1 - 1e-4 / (1 - maxWeight));
      }),
    );
  });

  test('what is shown at k is shown at every smaller k', () => {
    fc.assert(
      fc.property(anyMeasure, fc.integer({ min: 1, max: 30 }), (any, k) => {
        if (discloseLevel(any, withK(k + 1)).shown)
          expect(discloseLevel(any, withK(k)).shown).toBe(true);
      }),
    );
  });
});
