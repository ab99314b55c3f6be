import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { blindSpot } from '../../src/scoring/blind-spot.ts';

const times = (n: number, answer: Answer | undefined) => Array<Answer | undefined>(n).fill(answer);

describe('a blind spot', () => {
  test("is a question where three of ten say don't know, and not where two do", () => {
    expect(blindSpot([...times(3, 'dont-know'), ...times(7, 4)])).toEqual({
      dontKnowShare: 0.3,
      blindSpot: true,
    });
    expect(blindSpot([...times(2, 'dont-know'), ...times(8, 4)])).toEqual({
      dontKnowShare: 0.2,
      blindSpot: false,
    });
  });

  test('takes the share of all respondents, also those who left it out or find it not applicable', () => {
    const answers = [
      ...times(2, 'dont-know'),
      ...times(3, undefined),
      ...times(2, 'not-applicable'),
    ];
    expect(blindSpot(answers)).toEqual({ dontKnowShare: 0.285714, blindSpot: false });
  });

  test('has no share without respondents', () => {
    expect(blindSpot([])).toEqual({ dontKnowShare: null, blindSpot: false });
  });
});
