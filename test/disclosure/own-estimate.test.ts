import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  shown,
  storedDisclosed,
  withheld,
  withheldReasons,
} from '../../src/disclosure/disclosed.ts';
import { discloseOwnEstimate, ownEstimate } from '../../src/disclosure/own-estimate.ts';
import type { LevelEstimate } from '../../src/disclosure/survey.ts';
import { discloseLevel } from '../../src/disclosure/survey-level.ts';
import { method } from '../../src/scoring/method.ts';

const kept = (level: LevelEstimate) => discloseOwnEstimate(shown(level));

describe('what a release keeps of an organisation for itself', () => {
  test('is what its survey shows, under the names that releases use', () => {
    expect(kept({ kind: 'exact', value: 3.1, se: 0.2 })).toEqual({
      shown: true,
      value: { kind: 'exact', estimate: 3.1, se: 0.2 },
    });
    expect(kept({ kind: 'exact', value: 3.1, se: null })).toMatchObject({ value: { se: null } });
    expect(kept({ kind: 'below', value: 1.8 })).toEqual({
      shown: true,
      value: { kind: 'below', limit: 1.8 },
    });
    expect(kept({ kind: 'above', value: 4.2 })).toEqual({
      shown: true,
      value: { kind: 'above', limit: 4.2 },
    });
  });

  test.each(withheldReasons)('is withheld for the same reason: %s', (why) => {
    expect(discloseOwnEstimate(withheld(why))).toEqual({ shown: false, why });
  });

  test('never has more digits than the survey shows, and can be read back', () => {
    const anyMeasure = fc.record({
      estimate: fc.option(fc.double({ min: 1, max: 5, noNaN: true })),
      se: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
      n: fc.integer({ min: 0, max: 40 }),
      maxWeight: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anyMeasure, (any) => {
        const own = discloseOwnEstimate(discloseLevel(any, method));
        const text = JSON.stringify(own);
        expect(text).not.toMatch(/\d\.\d\d/);
        expect(storedDisclosed(ownEstimate).parse(JSON.parse(text))).toEqual(own);
      }),
    );
  });
});
