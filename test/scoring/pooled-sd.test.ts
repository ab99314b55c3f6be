import { describe, expect, test } from '@jest/globals';
import { pooledSd, sdWithin } from '../../src/scoring/pooled-sd.ts';
import { saysOnly, small } from './small-questionnaire.ts';

describe('the pooled SD within organisations', () => {
  test('pools squares and degrees of freedom, not the organisations’ own SDs', () => {
    // 1, 3: squares 2, 1 free. 2, 2, 5: squares 6, 2 free. 4 alone: none. √(8/3) = 1.632993.
    expect(sdWithin([[1, 3], [2, 2, 5], [4], []])).toBe(1.632993);
  });

  test('does not see how far organisations are from each other', () => {
    expect(
      sdWithin([
        [1, 1],
        [5, 5],
      ]),
    ).toBe(0);
  });

  test('is null where no organisation has two people', () => {
    expect(sdWithin([[3], [4]])).toBeNull();
    expect(sdWithin([])).toBeNull();
    expect(pooledSd(small, [])).toEqual({ question: null, dimension: null, overall: null });
  });

  test('is smaller for the mean of several answers than for one', () => {
    // One organisation, two people. A1: 1 and 4 are squares 4.5; A2: 4 and 1 are 4.5; B1: 2 and 4
    // are 2; 1 free each: √(11/3) = 1.914854. Dimension A: 2.5 and 2.5; B: 2 and 4: √((0 + 2)/2) = 1.
    // Overall 7/3 and 3: squares 2·(1/3)² = 2/9, 1 free: 0.471405.
    const organisation = [
      saysOnly('executive', { A1: 1, A2: 4, B1: 2 }),
      saysOnly('digital', { A1: 4, A2: 1, B1: 4 }),
    ];
    expect(pooledSd(small, [organisation])).toEqual({
      question: 1.914854,
      dimension: 1,
      overall: 0.471405,
    });
  });
});
