import { describe, expect, test } from '@jest/globals';
import { statedLevels } from '../../src/questionnaire/answer.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { families, wordings } from '../../src/questionnaire/questionnaire.ts';
import { countWords, minutesFor, wordsOfQuestion } from '../../src/questionnaire/reading-time.ts';
import { loadQuestionnaire } from '../../src/questionnaire/versions.ts';

describe.each(wordings)('questionnaire version 1, %s wording', (wording) => {
  const questionnaire = loadQuestionnaire(1, wording);
  const questions = questionsOf(questionnaire);
  const statements = questions.flatMap((question) =>
    statedLevels.flatMap((level) => question.statements[level]),
  );

  test('has eight dimensions and 36 to 40 questions', () => {
    expect(questionnaire.dimensions).toHaveLength(8);
    expect(questions.length).toBeGreaterThanOrEqual(36);
    expect(questions.length).toBeLessThanOrEqual(40);
  });

  test('has enough questions in every dimension to score it with one not applicable', () => {
    for (const { questions } of questionnaire.dimensions)
      expect(questions.length).toBeGreaterThanOrEqual(4);
  });

  test('says nothing in more than 25 words', () => {
    const long = statements.filter(({ text }) => countWords(text) > 25);
    expect(long).toEqual([]);
  });

  test('takes at most 130 words a question', () => {
    const long = questions.filter((question) => wordsOfQuestion(question) > 130);
    expect(long.map(({ code }) => code)).toEqual([]);
  });

  test('can be read and answered in 20 to 25 minutes, and never in 30', () => {
    expect(minutesFor(questionnaire)).toBeGreaterThan(20);
    expect(minutesFor(questionnaire)).toBeLessThan(25);
  });

  test('usually has one statement a level', () => {
    const levels = questions.length * statedLevels.length;
    expect(statements.length - levels).toBeLessThanOrEqual(levels * 0.1);
  });

  test('gives every question a reason, evidence and a title of its own', () => {
    for (const { why, evidence } of questions) {
      expect(why).toMatch(/\.$/);
      expect(evidence.length).toBeGreaterThan(0);
    }
    expect(new Set(questions.map(({ title }) => title)).size).toBe(questions.length);
  });

  test('repeats no statement within a question', () => {
    for (const question of questions) {
      const texts = statedLevels.flatMap((level) => question.statements[level].map((s) => s.text));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  test('names one idea at a time: no statement has two sentences or a semicolon', () => {
    const double = statements.filter(({ text }) => /;|\.\s/.test(text) || !text.endsWith('.'));
    expect(double).toEqual([]);
  });

  test('has twelve capabilities and roles in every family', () => {
    expect(questionnaire.ownership.capabilities).toHaveLength(12);
    for (const family of families)
      expect(questionnaire.roles.some((role) => role.family === family)).toBe(true);
  });

  test('keeps the two gates that the method names', () => {
    const caps = questionnaire.gates.map(({ dimension, cap }) => [dimension, cap]);
    expect(caps).toContainEqual(['A', 2]);
    expect(caps).toContainEqual(['D', 3]);
    for (const gate of questionnaire.gates)
      expect(statements.map(({ code }) => code)).toContain(gate.statement);
  });

  const everyWord = JSON.stringify(questions);
  test.each([
    ['electronic patient record', /electronic patient record/i],
    ['shared care records', /shared care record/i],
    ['cloud', /\bcloud\b/i],
    ['cyber security', /cyber security/i],
    ['data platforms', /data platform/i],
    ['Federated Data Platform', /Federated Data Platform \(FDP\)/],
    ['Single Patient Record', /Single Patient Record/],
    ['AI in clinical decisions', /AI\) that informs clinical decisions/],
    ['AI in workforce planning', /AI\), shape (the system's )?workforce planning/],
    ['AI in daily operations', /daily operations/],
    ['ambient voice', /ambient voice/i],
    ['predictive analytics', /predictive analytics/i],
    ['automation of bookings', /automation of booking/i],
    ['automation of discharge', /automation speed up discharge/i],
    ['virtual care', /virtual care/i],
    ['CIO, COO, CCIO and CNIO', /COO, CIO, CCIO, CNIO/],
    ['transformation', /transformation/i],
    ['service or commissioning managers', /(service|commissioning) managers/i],
    ['the board', /\bboard\b/i],
    ['the Digital COO', /Digital COO/],
  ])('asks about %s', (_name, words) => {
    expect(everyWord).toMatch(words);
  });
});

describe('the two wordings', () => {
  const [trust, icb] = wordings.map((wording) => loadQuestionnaire(1, wording));

  test('share their codes: an ICB is asked nothing that a trust is not', () => {
    const codes = (wording: typeof trust) =>
      (wording ? questionsOf(wording) : []).map((q) => q.code);
    expect(codes(icb).filter((code) => !codes(trust).includes(code))).toEqual([]);
    expect(codes(trust).filter((code) => !codes(icb).includes(code))).toEqual(['B5']);
  });

  test('speak to an ICB of its system, its providers and its commissioning', () => {
    const words = JSON.stringify(icb);
    for (const word of ['system', 'providers', 'commission']) expect(words).toContain(word);
  });
});
