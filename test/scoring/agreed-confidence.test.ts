import { describe, expect, test } from '@jest/globals';
import { asserted, dimensionOf, notMet, shown, upTo } from './agreed-examples.ts';

describe('the confidence of a dimension', () => {
  const bare = { ...asserted, grade: 0 as const };

  /** Twelve statements count: levels 2 and 3 of four questions; so many of these have evidence. */
  function evidencedIn(count: number) {
    const ends = ['A1', 'A2', 'A3', 'A4'].flatMap((code) =>
      ['2', '3a', '3b'].map((end) => ({ code, end })),
    );
    const statements = (code: string) => ({
      ...upTo(3),
      ...Object.fromEntries(
        ends.flatMap((at, i) => (at.code === code && i >= count ? [[at.end, bare]] : [])),
      ),
    });
    return dimensionOf('A', {
      A1: statements('A1'),
      A2: statements('A2'),
      A3: statements('A3'),
      A4: statements('A4'),
    }).confidence;
  }

  test('is high from 75 % of the counted statements, medium from 40 %, and low below', () => {
    expect(evidencedIn(12)).toEqual({ level: 'high', share: 1 });
    expect(evidencedIn(9)).toEqual({ level: 'high', share: 0.75 });
    expect(evidencedIn(8)).toEqual({ level: 'medium', share: 0.666667 });
    expect(evidencedIn(5)).toEqual({ level: 'medium', share: 0.416667 });
    expect(evidencedIn(4)).toEqual({ level: 'low', share: 0.333333 });
    expect(evidencedIn(0)).toEqual({ level: 'low', share: 0 });
    // Four statements count in C1 and one in C2: two of five.
    expect(
      dimensionOf('C', {
        C1: { ...upTo(4, bare), 2: shown, '3a': shown, 5: notMet },
        C2: upTo(2, bare),
      }).confidence,
    ).toEqual({ level: 'medium', share: 0.4 });
  });

  test('counts no statement above the claimed level, nor of a question not agreed', () => {
    const isolated = { ...upTo(5), '3b': notMet, 2: bare };
    expect(dimensionOf('A', { A1: isolated, A2: upTo(2) }).confidence).toEqual({
      level: 'medium',
      share: 0.5,
    });
  });

  test('counts a document that has grown old as no evidence', () => {
    const old = { ...shown, dated: '2024-01-01' };
    expect(dimensionOf('A', { A1: upTo(2, old), A2: upTo(2) }).confidence?.share).toBe(0.5);
  });

  test('is null where nothing counts', () => {
    expect(dimensionOf('A', {}).confidence).toBeNull();
    expect(dimensionOf('A', { A1: 1, A2: 1, A3: 1 })).toMatchObject({ score: 1, confidence: null });
  });

  test('is none of the score: asserted statements up to level 3 count in full', () => {
    const given = upTo(3, asserted);
    expect(dimensionOf('C', { C1: given, C2: given, C3: given })).toMatchObject({
      score: 3,
      confidence: { level: 'low', share: 0 },
    });
  });
});
