import { describe, expect, test } from '@jest/globals';
import { discloseDontKnow } from '../../src/disclosure/survey-dont-know.ts';
import type { BlindSpot } from '../../src/scoring/blind-spot.ts';
import { method } from '../../src/scoring/method.ts';
import { disclosed, group, questionOf } from './surveys.ts';

const of = (dontKnowShare: number | null, respondents: number, besideResult = true) =>
  discloseDontKnow(
    { dontKnowShare, blindSpot: (dontKnowShare ?? 0) >= 0.3 },
    respondents,
    besideResult,
    method,
  );
const tooFew = { shown: false, why: 'too-few-people' };

describe("how many say don't know", () => {
  test('is nothing of five respondents, a word of six, and a rounded share of ten', () => {
    expect(of(0.4, 5)).toEqual(tooFew);
    const words = { words: 'some', share: null, blindSpot: true };
    expect(of(0.333333, 6)).toEqual({ shown: true, value: words });
    expect(of(0.333333, 9)).toEqual({ shown: true, value: words });
    expect(of(0.333333, 12)).toEqual({ shown: true, value: { ...words, share: 0.3 } });
    expect(of(0.3, 10)).toMatchObject({ value: { share: 0.3 } });
  });

  test.each([
    [0, 'few', 0],
    [0.29, 'few', 0.3],
    [0.3, 'some', 0.3],
    [0.59, 'some', 0.6],
    [0.6, 'many', 0.6],
    [1, 'many', 1],
  ])('a share of %p is %p', (share, words, rounded) => {
    expect(of(share, 100)).toMatchObject({ value: { words, share: rounded } });
  });

  test.each([Number.NaN, undefined, null])('is nothing where the respondents are %p', (n) => {
    expect(of(0.4, n as number)).toEqual(tooFew);
  });

  test('is nothing without a share, or with one that is none', () => {
    for (const share of [null, undefined, Number.NaN, 1.1])
      expect(of(share as BlindSpot['dontKnowShare'], 20)).toEqual(tooFew);
  });
});

describe('where the result of the question is withheld', () => {
  const unsure = { A1: 'dont-know', A2: 'dont-know' } as const;

  test('only the words are given', () => {
    // Twelve respondents, of whom seven do not know: 58 %.
    const survey = disclosed(group(5, 'executive', 3), group(7, 'digital', 3, unsure));
    expect(questionOf(survey, 'A1')).toEqual({
      code: 'A1',
      result: tooFew,
      dontKnow: { shown: true, value: { words: 'some', share: null, blindSpot: true } },
    });
    expect(questionOf(survey, 'A3').dontKnow).toEqual({
      shown: true,
      value: { words: 'few', share: 0, blindSpot: false },
    });
  });

  test('also where it is only to protect another', () => {
    const survey = disclosed(group(5, 'executive', 3), group(7, 'digital', 3, { A1: 'dont-know' }));
    expect(questionOf(survey, 'A4')).toMatchObject({
      result: { shown: false, why: 'protects-another' },
      dontKnow: { value: { words: 'few', share: null } },
    });
  });
});
