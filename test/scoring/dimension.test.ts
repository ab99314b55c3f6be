import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { scoreDimension, scoreQuestions } from '../../src/scoring/dimension.ts';

const answer = fc.constantFrom<(Answer | undefined)[]>(
  1,
  2,
  3,
  4,
  5,
  'dont-know',
  'not-applicable',
  undefined,
);

describe('the score of a dimension', () => {
  test('is the mean of the levels: 1, 2, 4 and 3 make 10 / 4', () => {
    expect(scoreDimension([1, 2, 4, 3])).toEqual({
      status: 'scored',
      score: 2.5,
      answered: 4,
      applicable: 4,
    });
  });

  test('leaves out what is not applicable: 2, 3 and 5 make 10 / 3, of three applicable', () => {
    const score = scoreDimension([2, 'not-applicable', 3, 5, 'not-applicable']);
    expect(score).toMatchObject({ status: 'scored', answered: 3, applicable: 3 });
    expect(score.score).toBeCloseTo(10 / 3, 12);
  });

  test("never counts don't know or an unanswered question as 0: 4, 4 and 4 stay 4", () => {
    expect(scoreDimension([4, 4, 4, 'dont-know'])).toMatchObject({ score: 4, applicable: 4 });
    expect(scoreDimension([4, 4, 4, undefined])).toMatchObject({ score: 4, applicable: 4 });
  });

  test('needs two thirds of the applicable: four of six are enough and four of seven are not', () => {
    const four = [3, 3, 3, 3] as const;
    expect(scoreDimension([...four, 'dont-know', undefined]).status).toBe('scored');
    expect(scoreDimension([...four, 'dont-know', undefined, undefined])).toEqual({
      status: 'insufficient',
      score: null,
      answered: 4,
      applicable: 7,
    });
  });

  test('needs three answers: two of three reach two thirds and are not enough', () => {
    expect(scoreDimension([5, 5, 'dont-know'])).toMatchObject({
      status: 'insufficient',
      score: null,
    });
  });

  test('needs three applicable questions, however well answered', () => {
    expect(scoreDimension([5, 5, 'not-applicable']).status).toBe('insufficient');
    const twoOfTwo = { answered: 2, answeredShare: 2 / 3, applicable: 3 };
    expect(scoreDimension([5, 5], twoOfTwo).status).toBe('insufficient');
  });

  test('is not applicable where no question is, and where there is no question', () => {
    const nothing = { status: 'not-applicable', score: null, answered: 0, applicable: 0 };
    expect(scoreDimension(['not-applicable', 'not-applicable', 'not-applicable'])).toEqual(nothing);
    expect(scoreDimension([])).toEqual(nothing);
  });

  test('is insufficient, not 0, where nothing is answered', () => {
    expect(scoreDimension([undefined, 'dont-know', undefined])).toEqual({
      status: 'insufficient',
      score: null,
      answered: 0,
      applicable: 3,
    });
  });

  test('follows the same rule for estimates: 2.5, 3.5 and 3 make 3', () => {
    expect(scoreQuestions([2.5, 'missing', 3.5, 3])).toEqual({
      status: 'scored',
      score: 3,
      answered: 3,
      applicable: 4,
    });
  });

  test('lies between the lowest and the highest level given', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 8 }), (answers) => {
        const { score } = scoreDimension(answers);
        const given = answers.filter((a) => typeof a === 'number');
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(Math.min(...given));
        expect(score).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
  });

  test("never changes its value with one more don't know or not applicable", () => {
    fc.assert(
      fc.property(
        fc.array(answer, { maxLength: 8 }),
        fc.constantFrom<Answer>('dont-know', 'not-applicable'),
        (answers, more) => {
          const before = scoreDimension(answers).score;
          const after = scoreDimension([...answers, more]).score;
          if (before !== null && after !== null) expect(after).toBe(before);
          if (before === null) expect(after).toBeNull();
        },
      ),
    );
  });
});
