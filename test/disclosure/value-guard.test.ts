import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { guardedValue, guardValue } from '../../src/disclosure/value-guard.ts';
import { method } from '../../src/scoring/method.ts';

const share = { lo: 0, hi: 1 };

describe('a mean near an end of the scale is only a bound (R3)', () => {
  // A weight of 0.2 moves the mean by up to 4 · 0.2 = 0.8: exact from 1.8 to 4.2.
  test.each([
    [1.8, 0.2, { kind: 'exact', value: 1.8 }],
    [3, 0.2, { kind: 'exact', value: 3 }],
    [4.2, 0.2, { kind: 'exact', value: 4.2 }],
    [1.79, 0.2, { kind: 'below', value: 1.8 }],
    [4.21, 0.2, { kind: 'above', value: 4.2 }],
    [1, 0.1, { kind: 'below', value: 1.4 }],
    [5, 0.1, { kind: 'above', value: 4.6 }],
    [1.7999999, 0.2, { kind: 'exact', value: 1.8 }],
    [1.799999, 0.2, { kind: 'below', value: 1.8 }],
    [2.123456789, 0.2, { kind: 'exact', value: 2.123457 }],
    // Half of the weight: only the very middle leaves that one person any level.
    [3, 0.5, { kind: 'exact', value: 3 }],
    [2.9, 0.5, { kind: 'below', value: 3 }],
    [3.1, 0.5, { kind: 'above', value: 3 }],
    // More than half: nothing does.
    [2.9, 0.75, { kind: 'below', value: 4 }],
    [3, 0.75, { kind: 'above', value: 2 }],
  ])('a level of %p with a weight of %p', (mean, weight, guarded) => {
    expect(guardValue(mean, weight, method.scale)).toEqual(guarded);
  });

  test.each([
    [0.1, 0.1, { kind: 'exact', value: 0.1 }],
    [0.09, 0.1, { kind: 'below', value: 0.1 }],
    [0.95, 0.1, { kind: 'above', value: 0.9 }],
    [0, 1, { kind: 'below', value: 1 }],
  ])('a share of %p with a weight of %p', (mean, weight, guarded) => {
    expect(guardValue(mean, weight, share)).toEqual(guarded);
  });
});

describe('it fails closed', () => {
  test.each([undefined, null, Number.NaN, 0, -0.2, 1.1, Infinity, '0.1'])(
    'with a weight of %p only the half of the scale is said',
    (weight) => {
      const guarded = (mean: number) => guardValue(mean, weight as number, method.scale);
      expect(guarded(2)).toEqual({ kind: 'below', value: 5 });
      expect(guarded(3)).toEqual({ kind: 'above', value: 1 });
    },
  );

  test.each([undefined, null, Number.NaN, Infinity, -Infinity, '3'])(
    'with a mean of %p nothing is said',
    (mean) => {
      const guarded = guardValue(mean as number, 0.1, method.scale);
      expect(guarded).toEqual({ kind: 'above', value: 1 });
    },
  );

  test.each([undefined, Number.NaN])('an end of the scale that is %p cannot be stored', (end) => {
    for (const scale of [
      { lo: 1, hi: end as number },
      { lo: end as number, hi: 5 },
    ]) {
      const guarded = guardValue(3, 0.1, scale);
      expect(guarded.kind).not.toBe('exact');
      expect(guardedValue.safeParse(guarded).success).toBe(false);
    }
  });

  test('what is stored is one of three kinds and its value, and nothing else', () => {
    for (const kind of ['exact', 'below', 'above'])
      expect(guardedValue.parse({ kind, value: 3 })).toEqual({ kind, value: 3 });
    for (const odd of [
      { kind: 'below', value: 3, se: 1 },
      { kind: 'near', value: 3 },
      { value: 3 },
    ])
      expect(guardedValue.safeParse(odd).success).toBe(false);
  });
});

describe('for any mean of any weights', () => {
  const any = fc
    .array(
      fc.record({ weight: fc.integer({ min: 1, max: 9 }), level: fc.integer({ min: 1, max: 5 }) }),
      {
        minLength: 1,
        maxLength: 20,
      },
    )
    .map((people) => {
      const all = people.reduce((sum, { weight }) => sum + weight, 0);
      return people.map(({ weight, level }) => ({ weight: weight / all, level }));
    });
  const guarded = (people: readonly { weight: number; level: number }[]) => {
    const mean = people.reduce((sum, { weight, level }) => sum + weight * level, 0);
    const heaviest = Math.max(...people.map(({ weight }) => weight));
    return { mean, ...guardValue(mean, heaviest, method.scale) };
  };

  test('an exact one leaves everybody any level, whatever the others said', () => {
    fc.assert(
      fc.property(any, (people) => {
        const { kind, value } = guarded(people);
        if (kind !== 'exact') return;
        for (const { weight } of people)
          for (const level of [1, 5]) {
            const others = (value - weight * level) / (1 - weight);
            expect(others).toBeGreaterThan(1 - 1e-4);
            expect(others).toBeLessThan(5 + 1e-4);
          }
      }),
    );
  });

  test('a bound is true', () => {
    fc.assert(
      fc.property(any, (people) => {
        const { mean, kind, value } = guarded(people);
        if (kind === 'below') expect(mean).toBeLessThan(value);
        if (kind === 'above') expect(mean).toBeGreaterThan(value);
      }),
    );
  });

  test('unanimous answers at an end are never exact', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(1, 5), (people, level) => {
        expect(guarded(people.map((person) => ({ ...person, level }))).kind).not.toBe('exact');
      }),
    );
  });
});
