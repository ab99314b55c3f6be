import { describe, expect, test } from '@jest/globals';
import { agreedQuestion } from '../../src/scoring/agreed-question.ts';
import type { AgreedStatement } from '../../src/scoring/agreed-statement.ts';
import {
  agree,
  asserted,
  dontKnow,
  notHere,
  nothingHere,
  notMet,
  on,
  questionOf,
  shown,
  upTo,
} from './agreed-examples.ts';

/** A1 has to be answered by everybody; B3 may not apply. */
const score = (given: Record<string, AgreedStatement>, code: 'A1' | 'B3' = 'A1') =>
  agreedQuestion(questionOf(code), agree(code, given), on);

describe('the claimed level of a question', () => {
  test('is the highest with everything at it and below it met', () => {
    for (const level of [1, 2, 3, 4, 5])
      expect(score(upTo(level))).toMatchObject({ claimed: level, evidenced: level, upper: level });
  });

  test('is 1 where level 2 is not met, whatever is met above', () => {
    expect(score({ ...upTo(5), 2: notMet })).toEqual({
      status: 'agreed',
      claimed: 1,
      evidenced: 1,
      upper: 1,
      unknowns: 0,
      next: { level: 2, met: 0, applicable: 1 },
      heldBy: ['A1-2'],
      lackEvidence: [],
    });
  });

  test('needs both statements of a level of two, and shows the one that is met as progress', () => {
    expect(score({ ...upTo(5), '3b': notMet })).toMatchObject({
      claimed: 2,
      upper: 2,
      next: { level: 3, met: 1, applicable: 2 },
      heldBy: ['A1-3b'],
    });
  });

  test('has nothing next at the top', () => {
    expect(score(upTo(5))).toMatchObject({ claimed: 5, next: null, heldBy: [], lackEvidence: [] });
  });
});

describe('what is not known', () => {
  test('makes it "2, could be 4 once two unknowns are resolved"', () => {
    expect(score({ 2: shown, '3a': shown, '3b': dontKnow, 4: dontKnow, 5: notMet })).toEqual({
      status: 'agreed',
      claimed: 2,
      evidenced: 2,
      upper: 4,
      unknowns: 2,
      next: { level: 3, met: 1, applicable: 2 },
      heldBy: ['A1-3b'],
      lackEvidence: [],
    });
  });

  test("is the same whether don't know was said or the statement left open", () => {
    const open = score({ 2: shown, '3a': shown, 5: notMet });
    expect(open).toEqual(score({ 2: shown, '3a': shown, '3b': dontKnow, 4: dontKnow, 5: notMet }));
    expect(score({})).toMatchObject({ claimed: 1, upper: 5, unknowns: 5, heldBy: ['A1-2'] });
  });

  test('does not count where a statement that is not met keeps it out of reach', () => {
    expect(score({ 2: shown, '3a': dontKnow, '3b': notMet, 4: dontKnow, 5: dontKnow })).toEqual({
      status: 'agreed',
      claimed: 2,
      evidenced: 2,
      upper: 2,
      unknowns: 0,
      next: { level: 3, met: 0, applicable: 2 },
      heldBy: ['A1-3a', 'A1-3b'],
      lackEvidence: [],
    });
  });

  test('could be evidenced as well, so that the upper level needs no evidence', () => {
    expect(score({ ...upTo(5, asserted), '3a': dontKnow })).toMatchObject({
      claimed: 2,
      evidenced: 2,
      upper: 5,
      unknowns: 1,
    });
  });
});

describe('a statement that does not apply', () => {
  test('is left out of its level', () => {
    expect(score({ ...upTo(2), '3a': notHere, '3b': shown }, 'B3')).toMatchObject({ claimed: 3 });
    expect(score({ ...upTo(2), '3a': notHere, '3b': notMet }, 'B3')).toMatchObject({
      claimed: 2,
      next: { level: 3, met: 0, applicable: 1 },
      heldBy: ['B3-3b'],
    });
  });

  test('lets a level be passed over: without level 2, level 3 is reached', () => {
    expect(score({ ...upTo(3), 2: notHere }, 'B3')).toMatchObject({ claimed: 3 });
  });

  test('never gives a level away: 2 met, 3 not applicable and 4 not met is 2', () => {
    const without3 = { ...upTo(2), '3a': notHere, '3b': notHere };
    expect(score(without3, 'B3')).toMatchObject({
      claimed: 2,
      upper: 2,
      next: { level: 4, met: 0, applicable: 1 },
      heldBy: ['B3-4'],
    });
    expect(score({ ...without3, 4: dontKnow }, 'B3')).toMatchObject({
      claimed: 2,
      upper: 4,
      unknowns: 1,
    });
    const without5 = { ...upTo(4), 5: notHere };
    expect(score(without5, 'B3')).toMatchObject({ claimed: 4, upper: 4, next: null, heldBy: [] });
    expect(score({ ...upTo(1), 2: notHere }, 'B3')).toMatchObject({ claimed: 1, upper: 1 });
  });

  test('makes the question not applicable where no statement is left, and not before', () => {
    expect(score(nothingHere, 'B3')).toEqual({ status: 'not-applicable' });
    const { 4: _, ...oneLeftOpen } = nothingHere;
    expect(score(oneLeftOpen, 'B3')).toMatchObject({ claimed: 1, upper: 4, unknowns: 1 });
  });

  test('is not known in a question that everybody has to answer', () => {
    expect(score({ ...upTo(5), '3a': notHere })).toMatchObject({
      claimed: 2,
      upper: 5,
      unknowns: 1,
      next: { level: 3, met: 1, applicable: 2 },
      heldBy: ['A1-3a'],
    });
    expect(score(nothingHere)).toMatchObject({ claimed: 1, upper: 5, unknowns: 5 });
  });
});
