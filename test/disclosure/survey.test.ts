import { describe, expect, test } from '@jest/globals';
import { discloseSurvey } from '../../src/disclosure/survey.ts';
import { method } from '../../src/scoring/method.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { small } from '../scoring/small-questionnaire.ts';
import { disclosed, group, isShown, twelve } from './surveys.ts';

const tooFew = { shown: false, why: 'too-few-people' };
const results = estimateSurvey(small, twelve);

describe('what a closed survey shows', () => {
  test('of twelve people, worked by hand', () => {
    const survey = discloseSurvey(results);
    // Executives 1/15 each, operational 1/9, clinical 1/12: (4 + 2 + 3)/3.
    const level = { kind: 'exact', value: 3 };
    expect(survey.people).toEqual({ shown: true, value: 12 });
    expect(survey.dimensions.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D']);
    // A1: (3 + 2 + 3)/3 = 2.67; A: (2.67 + 3 + 3 + 3)/4 = 2.9.
    expect(survey.dimensions[0]).toMatchObject({
      estimate: { value: { kind: 'exact', value: 2.9 } },
    });
    expect(survey.dimensions[2]).toMatchObject({ estimate: { shown: true, value: level } });
    // B1 of executives and clinical people alone: 3.5; B: (3.5 + 3 + 3)/3 = 3.17.
    expect(survey.dimensions[1]).toMatchObject({ estimate: { value: { value: 3.2 } } });
    // (2.92 + 3.17 + 3 + 3)/4 = 3.02.
    expect(survey.overall).toMatchObject({ shown: true, value: level });
    expect(survey.secured).toEqual({
      shown: true,
      value: { level: 2, atMost: null, heldBy: ['A'] },
    });
    expect(survey.questions).toHaveLength(13);
    expect(survey.questions[4]).toMatchObject({
      code: 'B1',
      result: { value: { estimate: { kind: 'exact', value: 3.5 } } },
      dontKnow: { value: { words: 'few', share: 0.3, blindSpot: false } },
    });
    expect(survey.ownership.capabilities[0]).toEqual({
      code: 'M01',
      result: {
        shown: true,
        // Seven of twelve: 58 %.
        value: {
          ...{ status: 'contested', owner: null, share: 0.6 },
          ...{ named: ['digital-lead', 'executive-lead'], families: [] },
        },
      },
    });
    expect(survey.ownership.capabilities[1]?.result).toEqual(tooFew);
    expect(survey.ownership.clarity).toEqual({ shown: true, value: 58 });
  });

  test('says of a dimension that it is not scored', () => {
    const unsure = { C1: 'dont-know' } as const;
    const survey = disclosed(group(6, 'executive', 3, unsure), group(6, 'digital', 3, unsure));
    expect(survey.dimensions[2]).toEqual({
      code: 'C',
      estimate: { shown: false, why: 'not-scored' },
    });
    // C2 and C3 are no part of a dimension that there is not.
    expect(survey.questions.slice(7, 10).map(({ result }) => result.shown)).toEqual([
      ...[false, true, true],
    ]);
    expect(survey.secured).toMatchObject({ shown: true, value: { level: null, atMost: 3 } });
    expect(survey.overall).toMatchObject({ shown: true });
  });

  test('withholds the secured level where a dimension is not exact', () => {
    const top = Object.fromEntries(['A1', 'A2', 'A3', 'A4'].map((code) => [code, 5 as const]));
    const survey = disclosed(group(8, 'executive', 3, top));
    expect(survey.dimensions[0]).toMatchObject({
      estimate: { value: { kind: 'above', value: 4.5 } },
    });
    expect(survey.secured).toEqual({ shown: false, why: 'protects-another' });
    expect(survey.overall).toEqual({ shown: false, why: 'protects-another' });
  });

  test('is nothing at all of five respondents, and of nobody', () => {
    for (const size of [0, 1, 5]) {
      const survey = disclosed(group(size, 'executive', 3, {}, { M01: 'digital-lead' }));
      expect(isShown(survey)).toBe(false);
      expect(survey.questions).toHaveLength(13);
      expect(survey.ownership.capabilities).toHaveLength(12);
      expect(JSON.stringify(survey)).not.toMatch(/\d[,}\]]/);
    }
    expect(isShown(disclosed(group(6, 'executive', 3)))).toBe(true);
  });
});

describe('it fails closed', () => {
  const disclosure = [
    ...(['k', 'distribution', 'shareStep', 'someShare', 'manyShare', 'combinations'] as const),
  ];
  const wrong = [undefined, null, Number.NaN, '5', -1, {}];
  test.each(disclosure)('where the threshold %s is missing or malformed', (name) => {
    for (const value of wrong) {
      const rules = { ...method, disclosure: { ...method.disclosure, [name]: value } };
      expect(isShown(discloseSurvey(results, rules))).toBe(false);
    }
  });

  test.each(['lo', 'hi'])('where the end %s of the scale is', (name) => {
    for (const value of [undefined, null, Number.NaN, '1', 3 - 3 / 0]) {
      const rules = { ...method, scale: { ...method.scale, [name]: value } };
      expect(isShown(discloseSurvey(results, rules))).toBe(false);
    }
  });

  test.each([undefined, null, Number.NaN, '12', 12.5, {}])(
    'where the number of respondents is %p',
    (respondents) => {
      const survey = discloseSurvey({ ...results, respondents: respondents as number });
      expect(isShown(survey)).toBe(false);
    },
  );

  test.each<[string, object]>([
    ['no count', { n: undefined }],
    ['a count that is no whole number', { n: 12.5 }],
    ['no largest weight', { maxWeight: undefined }],
    ['a value that is no level', { score: 12 }],
    ['no value', { score: undefined }],
  ])('where a dimension has %s: it is withheld, and so is what would give it away', (_, change) => {
    const dimensions = results.dimensions.map((dimension) =>
      dimension.code === 'A' ? ({ ...dimension, ...change } as typeof dimension) : dimension,
    );
    const survey = discloseSurvey({ ...results, dimensions });
    expect(survey.dimensions[0]?.estimate).toEqual(tooFew);
    expect(survey.overall).toEqual({ shown: false, why: 'protects-another' });
    expect(survey.secured).toEqual({ shown: false, why: 'protects-another' });
    expect(survey.questions.slice(0, 4).filter(({ result }) => !result.shown)).toHaveLength(1);
  });

  test('where the overall is malformed', () => {
    const overall = { ...results.overall, maxWeight: Number.NaN };
    const survey = discloseSurvey({ ...results, overall });
    expect(survey.overall).toEqual(tooFew);
    expect(survey.dimensions.filter(({ estimate }) => !estimate.shown)).toHaveLength(1);
  });

  test('where the secured level is none', () => {
    const secured = { level: 2.4, atMost: null, heldBy: [] };
    expect(discloseSurvey({ ...results, secured }).secured).toMatchObject({ shown: false });
  });

  test('a k that is raised counts everywhere', () => {
    const raised = { ...method, disclosure: { ...method.disclosure, k: 12 } };
    expect(isShown(discloseSurvey(results, raised))).toBe(false);
  });
});
