import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { nextSteps, scorePerson } from '../../src/scoring/person.ts';
import { says, small } from './small-questionnaire.ts';

describe("one person's score", () => {
  test('follows their answers, dimension by dimension', () => {
    // A: (1+2+3+5)/4 = 2.75. B: 4 and 4, B3 not applicable: two applicable, insufficient.
    // C: (3+3+4)/3 = 3.333333. D: all 4. Three of four scored: (2.75 + 3.333333… + 4)/3 = 3.361111.
    const { answers } = says('digital', 4, {
      A1: 1,
      A2: 2,
      A3: 3,
      A4: 5,
      B3: 'not-applicable',
      C1: 3,
      C2: 3,
    });
    expect(scorePerson(small, answers)).toEqual({
      dimensions: [
        { code: 'A', status: 'scored', score: 2.75, answered: 4, applicable: 4 },
        { code: 'B', status: 'insufficient', score: null, answered: 2, applicable: 2 },
        { code: 'C', status: 'scored', score: 3.333333, answered: 3, applicable: 3 },
        { code: 'D', status: 'scored', score: 4, answered: 3, applicable: 3 },
      ],
      overall: 3.361111,
      scored: 3,
      applicable: 4,
      secured: { level: null, atMost: 2, heldBy: ['A'] },
    });
  });

  test('is made of unrounded dimension scores, so that thirds add up', () => {
    // B = C = D = 7/3 and A = 3: (3 + 7)/4 = 2.5 exactly; of rounded thirds it would be 2.499999….
    const { answers } = says('clinical', 2, { A1: 3, A2: 3, A3: 3, A4: 3, B1: 3, C1: 3, D1: 3 });
    expect(scorePerson(small, answers).overall).toBe(2.5);
  });

  test('is empty, not 0, before the first answer', () => {
    const score = scorePerson(small, new Map());
    expect(score.overall).toBeNull();
    expect(score.dimensions.map(({ score }) => score)).toEqual([null, null, null, null]);
    expect(score.secured).toEqual({ level: null, atMost: null, heldBy: [] });
  });

  test('ignores a code that this wording does not ask', () => {
    const { answers } = says('clinical', 3);
    const stray = new Map<string, Answer>([...answers, ['H9', 1]]);
    expect(scorePerson(small, stray)).toEqual(scorePerson(small, answers));
  });
});

describe('the next steps of a dimension', () => {
  const steps = (levels: Record<string, Answer>) =>
    nextSteps(small, new Map(Object.entries(levels)), 'A').map(
      ({ question, level, nextLevel, statements }) => [
        question.code,
        level,
        nextLevel,
        statements.map(({ code }) => code),
      ],
    );

  test('are what the level above takes, for each question at the lowest level', () => {
    expect(steps({ A1: 3, A2: 2, A3: 4, A4: 2, B1: 1 })).toEqual([
      ['A2', 2, 3, ['A2-3a', 'A2-3b']],
      ['A4', 2, 3, ['A4-3a', 'A4-3b']],
    ]);
  });

  test("pass over don't know and unanswered questions", () => {
    expect(steps({ A1: 'dont-know', A3: 4 })).toEqual([['A3', 4, 5, ['A3-5']]]);
  });

  test('are none where every answer is level 5, or nothing is answered', () => {
    expect(steps({ A1: 5, A2: 5, A3: 5, A4: 5 })).toEqual([]);
    expect(steps({ A1: 'dont-know' })).toEqual([]);
    expect(steps({})).toEqual([]);
  });

  test('refuse a dimension that does not exist', () => {
    expect(() => nextSteps(small, new Map(), 'Z')).toThrow(RangeError);
  });
});
