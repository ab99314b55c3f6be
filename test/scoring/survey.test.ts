import { describe, expect, test } from '@jest/globals';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { says, saysOnly, small } from './small-questionnaire.ts';

const question = (survey: ReturnType<typeof estimateSurvey>, code: string) =>
  survey.questions.find((one) => one.code === code);
const dimension = (survey: ReturnType<typeof estimateSurvey>, code: string) =>
  survey.dimensions.find((one) => one.code === code);

describe('a survey estimate', () => {
  test('of three families of two who all say 2 secures level 2', () => {
    const people = (['executive', 'operational', 'digital'] as const).flatMap((family) => [
      says(family, 2),
      says(family, 2),
    ]);
    const survey = estimateSurvey(small, people, { fallbackSd: 0.6 });
    expect(survey).toMatchObject({
      basis: 'survey',
      respondents: 6,
      n: 6,
      families: 3,
      eligible: true,
      // 0.6 · √(6 · 1/36) = 0.6 · 0.408248 = 0.244949.
      overall: { value: 2, se: 0.244949 },
      secured: { level: 2, atMost: null, heldBy: ['A', 'B', 'C', 'D'] },
    });
    expect(question(survey, 'A1')).toEqual({
      code: 'A1',
      estimate: 2,
      se: 0.244949,
      n: 6,
      agreement: { label: 'strong', rwg: 1 },
      dontKnowShare: 0,
      blindSpot: false,
      gaps: [],
      families: (['executive', 'operational', 'digital'] as const).map((family) => ({
        ...{ family, n: 2, estimate: 2 },
      })),
      distribution: [1, 2, 3, 4, 5].map((level) => ({ level, share: level === 2 ? 1 : 0 })),
      // 1/6 each.
      maxWeight: 0.166667,
    });
    expect(dimension(survey, 'A')).toEqual({
      code: 'A',
      status: 'scored',
      score: 2,
      answered: 4,
      applicable: 4,
      se: 0.244949,
      n: 6,
      maxWeight: 0.166667,
    });
    expect(estimateSurvey(small, people).overall).toMatchObject({ value: 2, se: null });
  });

  test('takes the error of a dimension from the means of people, not from its questions', () => {
    // Two executives disagree on every question of A and have the same mean, 3.
    const people = [
      saysOnly('executive', { A1: 5, A2: 1, A3: 5, A4: 1 }),
      saysOnly('executive', { A1: 1, A2: 5, A3: 1, A4: 5 }),
    ];
    const survey = estimateSurvey(small, people);
    // One question: squares 8, one free: √8 · √(1/2) = 2.
    expect(question(survey, 'A1')).toMatchObject({ estimate: 3, se: 2 });
    expect(dimension(survey, 'A')).toMatchObject({ score: 3, se: null });
    const fallbackSd = { question: 0.5, dimension: 0.4, overall: 0.3 };
    // 0.4 · √(1/2) = 0.282843.
    expect(dimension(estimateSurvey(small, people, { fallbackSd }), 'A')?.se).toBe(0.282843);
  });

  test('does not let the errors of questions average out', () => {
    // One always says 4, one 2, another 3 of another family: three equal weights.
    // s² = 2 over 3 − 2 = 1; √2 · √(1/3) = 0.816497 for one question, a dimension and overall alike.
    const survey = estimateSurvey(small, [
      says('executive', 4),
      says('executive', 2),
      says('clinical', 3),
    ]);
    expect(question(survey, 'A1')).toMatchObject({ estimate: 3, se: 0.816497 });
    expect(dimension(survey, 'A')).toMatchObject({ score: 3, se: 0.816497 });
    expect(survey.overall).toMatchObject({ value: 3, se: 0.816497 });
  });

  test('weighs the people who answered a question, and only those', () => {
    // A1: the executive says 5, of the digital people one 1. Two answers, a half each: 3.
    // A2: executive 5 at the cap of 1/4 … all four answer, one in four each: (5 + 1 + 1 + 1)/4 = 2.
    const survey = estimateSurvey(small, [
      saysOnly('executive', { A1: 5, A2: 5 }),
      saysOnly('digital', { A1: 1, A2: 1 }),
      saysOnly('digital', { A1: 'dont-know', A2: 1 }),
      saysOnly('digital', { A2: 1 }),
    ]);
    expect(question(survey, 'A1')).toMatchObject({ estimate: 3, n: 2, dontKnowShare: 0.25 });
    expect(question(survey, 'A2')).toMatchObject({ estimate: 2, n: 4, dontKnowShare: 0 });
  });

  test('rounds at the end: thirds of questions do not spoil a dimension', () => {
    // B1 is 1, B2 and B3 are 5/3: (1 + 10/3) / 3 = 13/9 = 1.444444. Of rounded questions,
    // 1 + 2 · 1.666667, it would be 1.444445.
    const survey = estimateSurvey(small, [
      saysOnly('clinical', { B1: 1, B2: 1, B3: 1 }),
      saysOnly('clinical', { B1: 1, B2: 2, B3: 2 }),
      saysOnly('clinical', { B1: 1, B2: 2, B3: 2 }),
    ]);
    expect(question(survey, 'B2')?.estimate).toBe(1.666667);
    expect(dimension(survey, 'B')?.score).toBe(1.444444);
  });

  test('does not score a dimension on two of its three questions, and shows "at most" then', () => {
    const people = [
      says('executive', 4, { C1: 'dont-know' }),
      says('digital', 3, { C1: undefined }),
    ];
    const survey = estimateSurvey(small, people, { fallbackSd: 1 });
    expect(question(survey, 'C1')).toMatchObject({ estimate: null, se: null, n: 0 });
    expect(dimension(survey, 'C')).toMatchObject({
      status: 'insufficient',
      score: null,
      se: null,
      answered: 2,
      applicable: 3,
      n: 2,
    });
    expect(survey).toMatchObject({
      overall: { value: 3.5 },
      scored: 3,
      applicable: 4,
      secured: { level: null, atMost: 3, heldBy: ['A', 'B', 'D'] },
    });
  });

  test('has no error where it has no value', () => {
    const survey = estimateSurvey(small, [saysOnly('digital', { A1: 3, A2: 4, A3: 3 })], {
      fallbackSd: 1,
    });
    expect(survey.overall).toMatchObject({ value: null, se: null });
    expect(dimension(survey, 'A')).toMatchObject({ status: 'scored', se: 1 });
    expect(dimension(survey, 'B')).toMatchObject({ status: 'insufficient', se: null, n: 0 });
  });

  test('finds a question not applicable where everybody who answered it says so', () => {
    const notHere = { B3: 'not-applicable' } as const;
    const all = [says('executive', 3, notHere), says('digital', 3, { B3: undefined })];
    expect(dimension(estimateSurvey(small, all), 'B')).toMatchObject({ applicable: 2 });
    const unsure = [...all, says('digital', 3, { B3: 'dont-know' })];
    expect(dimension(estimateSurvey(small, unsure), 'B')).toMatchObject({ applicable: 3 });
    const known = [...all, says('digital', 3, { B3: 4 })];
    expect(dimension(estimateSurvey(small, known), 'B')).toMatchObject({ answered: 3 });
  });

  test('is eligible from six valid respondents of two families', () => {
    const executives = Array.from({ length: 5 }, () => says('executive', 3));
    const eligible = (...more: Parameters<typeof estimateSurvey>[1]) =>
      estimateSurvey(small, [...executives, ...more]).eligible;
    expect(eligible()).toBe(false);
    expect(eligible(says('executive', 3))).toBe(false);
    expect(eligible(says('digital', 'dont-know'))).toBe(false);
    expect(eligible(says('executive', 3), says('digital', 'dont-know'))).toBe(false);
    expect(eligible(saysOnly('digital', { A1: 1 }))).toBe(true);
    const unknowing = says('executive', 'dont-know');
    const fiveOfTwoFamilies = [...executives.slice(1), says('digital', 3), unknowing];
    expect(estimateSurvey(small, fiveOfTwoFamilies)).toMatchObject({
      respondents: 6,
      n: 5,
      families: 2,
      eligible: false,
    });
  });

  test("counts who answered anything for don't know, and who gave a level as valid", () => {
    const survey = estimateSurvey(small, [
      says('executive', 3),
      says('digital', 'dont-know'),
      says('clinical', 'dont-know'),
      saysOnly('clinical', {}),
    ]);
    expect(survey).toMatchObject({ respondents: 3, n: 1, families: 1 });
    expect(question(survey, 'A1')).toMatchObject({ dontKnowShare: 0.666667, blindSpot: true });
  });

  test('finds gaps, agreement and owners in the answers themselves', () => {
    const owner = { M01: 'digital-lead' };
    const survey = estimateSurvey(small, [
      says('executive', 5, {}, owner),
      says('executive', 4, {}, owner),
      says('operational', 2, {}, { M01: 'nobody' }),
      says('operational', 2, {}, owner),
      says('operational', 1, {}),
    ]);
    // Means 4.5 and 5/3; every pair higher. Low three, high two, ⌈1.5⌉ = 2: split.
    // Squares of 5, 4, 2, 2, 1 around 2.8: 50 − 39.2 = 10.8, variance 2.7: rwg 0.
    expect(question(survey, 'D3')).toMatchObject({
      agreement: { label: 'split', rwg: 0 },
      gaps: [{ families: ['executive', 'operational'], difference: 2.833333, delta: 1 }],
    });
    // Four of five answered; three of the four name the digital lead. No other capability counts.
    expect(survey.ownership.capabilities[0]).toMatchObject({ n: 4, owner: 'digital-lead' });
    expect(survey.ownership.clarity).toBe(0.75);
  });

  test('of nobody has neither zeros nor not-a-numbers', () => {
    const survey = estimateSurvey(small, []);
    expect(survey).toMatchObject({
      respondents: 0,
      n: 0,
      families: 0,
      eligible: false,
      overall: { value: null, se: null },
      secured: { level: null, atMost: null, heldBy: [] },
    });
    expect(question(survey, 'A1')).toMatchObject({
      estimate: null,
      se: null,
      n: 0,
      agreement: { label: null, rwg: null },
      dontKnowShare: null,
      blindSpot: false,
      families: [],
      distribution: [],
    });
    expect(survey.ownership.clarity).toBeNull();
    // JSON turns NaN into null: a survey that survives the trip unchanged has none.
    expect(JSON.parse(JSON.stringify(survey))).toEqual(survey);
  });
});
