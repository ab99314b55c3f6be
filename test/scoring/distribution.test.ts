import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { families } from '../../src/questionnaire/questionnaire.ts';
import { distribute } from '../../src/scoring/distribution.ts';
import { estimate, type Voice } from '../../src/scoring/estimate.ts';
import { estimateFamilies } from '../../src/scoring/family.ts';

const shares = (...of: number[]) => of.map((share, i) => ({ level: i + 1, share }));

describe('the distribution of a question', () => {
  test('is in the balanced weights, where nobody is above the cap', () => {
    const voices: Voice[] = [
      { family: 'executive', value: 5 },
      { family: 'executive', value: 4 },
      ...Array.from({ length: 3 }, () => ({ family: 'digital' as const, value: 2 })),
    ];
    // Five people cannot keep below 0.2, so each has 0.2.
    expect(distribute(voices)).toEqual(shares(0, 0.6, 0, 0.2, 0.2));
    // Six digital people: 1/12 each; the two executives are capped at 0.2 and leave 0.6: 0.1 each.
    const more = [...voices, ...voices.slice(2)];
    expect(distribute(more)).toEqual(shares(0, 0.6, 0, 0.2, 0.2));
    // Three executives and six digital people: 1/6 each, and 1/12 each.
    expect(distribute([...more, { family: 'executive', value: 4 }])).toEqual(
      shares(0, 0.5, 0, 0.333333, 0.166667),
    );
  });

  test('has an entry for each level of the scale, and none at all without a level', () => {
    expect(distribute([{ family: 'clinical', value: 3 }])).toEqual(shares(0, 0, 1, 0, 0));
    expect(distribute([])).toEqual([]);
  });
});

describe('the families of a question', () => {
  test('are those with a level, in the order of the questionnaire, each with its plain mean', () => {
    expect(
      estimateFamilies([
        { family: 'clinical', value: 2 },
        { family: 'executive', value: 5 },
        { family: 'clinical', value: 3 },
        { family: 'clinical', value: 3 },
      ]),
    ).toEqual([
      { family: 'executive', n: 1, estimate: 5 },
      { family: 'clinical', n: 3, estimate: 2.666667 },
    ]);
    expect(estimateFamilies([])).toEqual([]);
  });
});

const voice = fc.record({
  family: fc.constantFrom(...families),
  value: fc.integer({ min: 1, max: 5 }),
});

test('the distribution says the same as the estimate, and sums to 1', () => {
  fc.assert(
    fc.property(fc.array(voice, { minLength: 1, maxLength: 20 }), (voices) => {
      const spread = distribute(voices);
      expect(spread.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 5);
      const mean = spread.reduce((total, { level, share }) => total + level * share, 0);
      expect(mean).toBeCloseTo(estimate(voices).estimate ?? 0, 4);
    }),
  );
});
