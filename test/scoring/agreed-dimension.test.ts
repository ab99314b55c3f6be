import { describe, expect, test } from '@jest/globals';
import { agreedDimension } from '../../src/scoring/agreed-dimension.ts';
import {
  asserted,
  dimensionOf,
  dontKnow,
  nothingHere,
  notMet,
  on,
  shown,
  upTo,
} from './agreed-examples.ts';

describe('the agreed score of a dimension', () => {
  test('is the mean of the evidenced levels, beside that of the claimed ones', () => {
    // Claimed 2, 3, 4 and 5 make 14 / 4; A4 is evidenced at 3 only: 12 / 4.
    // Upper: A1 could be 4, so 16 / 4.
    expect(
      dimensionOf('A', {
        A1: { 2: shown, '3a': shown, '3b': dontKnow, 4: dontKnow, 5: notMet },
        A2: 3,
        A3: 4,
        A4: { ...upTo(5), 4: asserted },
      }),
    ).toEqual({
      code: 'A',
      claimed: { status: 'scored', score: 3.5, answered: 4, applicable: 4 },
      evidenced: { status: 'scored', score: 3, answered: 4, applicable: 4 },
      score: 3,
      upper: 4,
      gates: [],
      // Counted: 1 + 3 + 4 + 5 = 13 statements, one of them only asserted.
      confidence: { level: 'high', share: 0.923077 },
    });
  });

  test('leaves out a question without an agreement, and needs three', () => {
    expect(dimensionOf('A', { A1: 2, A2: 3, A3: 3 })).toMatchObject({
      claimed: { status: 'scored', answered: 3, applicable: 4 },
      score: 8 / 3,
      upper: 8 / 3,
    });
    expect(dimensionOf('A', { A1: 4, A2: 4 })).toMatchObject({
      claimed: { status: 'insufficient', score: null, answered: 2, applicable: 4 },
      evidenced: { status: 'insufficient', score: null },
      score: null,
      upper: null,
    });
  });

  test('counts a question with nothing but unknowns as agreed, at level 1', () => {
    expect(dimensionOf('C', { C1: 4, C2: 4, C3: {} })).toMatchObject({ score: 3, upper: 13 / 3 });
  });

  test('is not applicable, or insufficient, where questions do not apply', () => {
    expect(dimensionOf('B', { B1: 4, B2: 4, B3: nothingHere })).toMatchObject({
      evidenced: { status: 'insufficient', answered: 2, applicable: 2 },
      score: null,
      upper: null,
    });
    const dimension = { code: 'B', name: 'B', summary: 'B', questions: [] };
    expect(agreedDimension(dimension, [], new Map(), on)).toMatchObject({
      claimed: { status: 'not-applicable' },
      evidenced: { status: 'not-applicable' },
      score: null,
      upper: null,
      confidence: null,
    });
  });
});
