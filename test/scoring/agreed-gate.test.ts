import { describe, expect, test } from '@jest/globals';
import type { Gate } from '../../src/questionnaire/questionnaire.ts';
import {
  type agreements,
  asserted,
  dimensionOf,
  dontKnow,
  notHere,
  nothingHere,
  notMet,
  upTo,
} from './agreed-examples.ts';

const gate = (statement: string, cap: number): Gate => ({
  dimension: statement.charAt(0),
  statement,
  cap,
  reason: 'Nobody answers for it.',
});

describe('a gate', () => {
  const gated = (a1: Parameters<typeof agreements>[0][string], cap = 2) =>
    dimensionOf('A', { A1: a1, A2: 4, A3: 4, A4: 4 }, [gate('A1-3a', cap)]);

  test('caps the score and the upper bound where its statement is not met', () => {
    // Raw: 2, 4, 4 and 4 make 3.5.
    expect(gated({ ...upTo(3), '3a': notMet })).toMatchObject({
      evidenced: { score: 3.5 },
      score: 2,
      upper: 2,
      gates: [{ gate: gate('A1-3a', 2), state: 'not-met', binds: true }],
    });
  });

  test('caps the score and not the upper bound where it is unknown', () => {
    // Upper: 3, 4, 4 and 4 make 3.75.
    expect(gated({ ...upTo(3), '3a': dontKnow })).toMatchObject({
      evidenced: { score: 3.5 },
      score: 2,
      upper: 3.75,
      gates: [{ state: 'unknown', binds: true }],
    });
    const { '3a': _, ...leftOpen } = upTo(3);
    expect(gated(leftOpen)).toMatchObject({ score: 2, upper: 3.75, gates: [{ state: 'unknown' }] });
  });

  test('is unknown without an agreement on its question', () => {
    expect(dimensionOf('A', { A2: 4, A3: 4, A4: 4 }, [gate('A1-3a', 2)])).toMatchObject({
      evidenced: { score: 4 },
      score: 2,
      upper: 4,
      gates: [{ state: 'unknown', binds: true }],
    });
  });

  test('is unknown where "not applicable" is not allowed', () => {
    expect(gated({ ...upTo(3), '3a': notHere })).toMatchObject({
      score: 2,
      gates: [{ state: 'unknown', binds: true }],
    });
  });

  test('does nothing where its statement is met, even by assertion alone', () => {
    expect(gated({ ...upTo(3), '3a': asserted })).toMatchObject({ score: 3.75, gates: [] });
  });

  test('takes its statement as claimed: one of level 4 without evidence opens it', () => {
    const given = { D1: { ...upTo(4), 4: asserted }, D2: 5, D3: 5 };
    // Evidenced 3, 5 and 5.
    expect(dimensionOf('D', given, [gate('D1-4', 3)])).toMatchObject({ score: 13 / 3, gates: [] });
  });

  test('does nothing where its statement validly does not apply, alone or with its question', () => {
    const without = (b3: Parameters<typeof agreements>[0][string]) =>
      dimensionOf('B', { B1: 4, B2: 4, B3: b3 }, [gate('B3-3a', 1)]);
    expect(without({ ...upTo(4), '3a': notHere })).toMatchObject({ score: 4, gates: [] });
    expect(without(nothingHere)).toMatchObject({ score: null, gates: [] });
  });

  test('is shown and does not bind where the score is no higher than its cap', () => {
    // Raw: 2, 2, 2 and 2.
    const low = dimensionOf('A', { A1: 2, A2: 2, A3: 2, A4: 2 }, [gate('A1-3a', 2)]);
    expect(low).toMatchObject({ score: 2, upper: 2, gates: [{ state: 'not-met', binds: false }] });
  });

  test('is shown and does not bind where there is no score to cap', () => {
    expect(dimensionOf('A', { A1: 2, A2: 4 }, [gate('A1-3a', 2)])).toMatchObject({
      score: null,
      upper: null,
      gates: [{ state: 'not-met', binds: false }],
    });
  });

  test('of another dimension, or on a statement that is not asked, is none of this one', () => {
    expect(dimensionOf('C', { C1: 4, C2: 4, C3: 4 }, [gate('A1-3a', 2)])).toMatchObject({
      score: 4,
      gates: [],
    });
    expect(dimensionOf('C', { C1: 4, C2: 4, C3: 4 }, [gate('C9-3', 2)])).toMatchObject({
      score: 4,
      gates: [],
    });
  });

  test('with the lowest cap decides where several are not met, and each says if it binds', () => {
    const result = dimensionOf('A', { A1: 3, A2: 4, A3: 4, A4: 4 }, [
      gate('A1-4', 3),
      gate('A2-5', 2),
    ]);
    expect(result).toMatchObject({ score: 2, upper: 2, gates: [{ binds: true }, { binds: true }] });
  });
});
