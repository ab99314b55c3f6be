import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { discloseOwnEstimate, type OwnMeasure } from '../../src/disclosure/own-estimate.ts';
import { method } from '../../src/scoring/method.ts';

const measure = (changes: Partial<OwnMeasure> = {}): OwnMeasure => ({
  ...{ estimate: 3, se: 0.2, n: 12, maxWeight: 0.1 },
  ...changes,
});
const withK = (k: unknown) => ({
  scale: method.scale,
  disclosure: { ...method.disclosure, k: k as number },
});
const tooFew = { shown: false, why: 'too-few-people' };

describe('what an organisation may see of its own people', () => {
  test('is nothing from five, and something from six', () => {
    for (const n of [0, 1, 4, 5]) expect(discloseOwnEstimate(measure({ n }))).toEqual(tooFew);
    for (const n of [6, 7, 100])
      expect(discloseOwnEstimate(measure({ n }))).toEqual({
        shown: true,
        value: { kind: 'exact', estimate: 3, se: 0.2 },
      });
  });

  test('says that it is not scored only to those who are enough', () => {
    expect(discloseOwnEstimate(measure({ estimate: null }))).toEqual({
      shown: false,
      why: 'not-scored',
    });
    expect(discloseOwnEstimate(measure({ estimate: null, n: 5 }))).toEqual(tooFew);
  });

  test.each([[undefined], [null], [Number.NaN], ['5'], [5.5], [Infinity], [{}]])(
    'is nothing where k is %p',
    (k) => {
      expect(discloseOwnEstimate(measure({ n: 1000 }), withK(k))).toEqual(tooFew);
    },
  );

  test.each([[Number.NaN], [undefined], [null]])('is nothing where the count is %p', (n) => {
    expect(discloseOwnEstimate(measure({ n: n as number }))).toEqual(tooFew);
  });

  test('follows a k that is raised', () => {
    expect(discloseOwnEstimate(measure({ n: 8 }), withK(8))).toEqual(tooFew);
    expect(discloseOwnEstimate(measure({ n: 9 }), withK(8)).shown).toBe(true);
  });
});

describe('near an end of the scale only a bound is shown (R3)', () => {
  // A weight of 0.2 moves the estimate by up to 4 · 0.2 = 0.8: exact from 1.8 to 4.2.
  test.each([
    [1.8, 0.2, { kind: 'exact', estimate: 1.8, se: 0.2 }],
    [4.2, 0.2, { kind: 'exact', estimate: 4.2, se: 0.2 }],
    [1.79, 0.2, { kind: 'below', limit: 1.8 }],
    [4.21, 0.2, { kind: 'above', limit: 4.2 }],
    [1, 0.1, { kind: 'below', limit: 1.4 }],
    [5, 0.1, { kind: 'above', limit: 4.6 }],
    [1.7999999, 0.2, { kind: 'exact', estimate: 1.8, se: 0.2 }],
    [1.4, 0.1, { kind: 'exact', estimate: 1.4, se: 0.2 }],
  ])('an estimate of %p with a weight of %p', (estimate, maxWeight, value) => {
    expect(discloseOwnEstimate(measure({ estimate, maxWeight }))).toEqual({ shown: true, value });
  });

  test('no standard error goes along with a bound', () => {
    expect(JSON.stringify(discloseOwnEstimate(measure({ estimate: 1 })))).not.toContain('se"');
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
        const disclosed = discloseOwnEstimate(any);
        const keys = Object.keys(JSON.parse(JSON.stringify(disclosed)));
        expect(keys).toEqual(disclosed.shown ? ['shown', 'value'] : ['shown', 'why']);
        expect(disclosed.shown).toBe(any.n >= 6 && any.estimate !== null);
      }),
    );
  });

  test('an exact value leaves the heaviest person any level', () => {
    fc.assert(
      fc.property(anyMeasure, (any) => {
        const disclosed = discloseOwnEstimate(any);
        if (!disclosed.shown || disclosed.value.kind !== 'exact') return;
        // What the others' mean would be, were that person at either end: still on the scale.
        const others = (level: number) =>
          disclosed.value.kind === 'exact'
            ? (disclosed.value.estimate - any.maxWeight * level) / (1 - any.maxWeight)
            : 0;
        expect(others(1)).toBeLessThanOrEqual(5 + 1e-4 / (1 - any.maxWeight));
        expect(others(5)).toBeGreaterThanOrEqual(1 - 1e-4 / (1 - any.maxWeight));
      }),
    );
  });

  test('what is shown at k is shown at every smaller k', () => {
    fc.assert(
      fc.property(anyMeasure, fc.integer({ min: 1, max: 30 }), (any, k) => {
        if (discloseOwnEstimate(any, withK(k + 1)).shown)
          expect(discloseOwnEstimate(any, withK(k))).toEqual(
            discloseOwnEstimate(any, withK(k + 1)),
          );
      }),
    );
  });
});
