import { describe, expect, test } from '@jest/globals';
import { agreedQuestion, effectiveGrade } from '../../src/scoring/agreed-question.ts';
import type { AgreedStatement } from '../../src/scoring/agreed-statement.ts';
import {
  agree,
  asserted,
  notHere,
  notMet,
  on,
  questionOf,
  shown,
  upTo,
} from './agreed-examples.ts';

const score = (given: Record<string, AgreedStatement>, code: 'A1' | 'B3' = 'A1') =>
  agreedQuestion(questionOf(code), agree(code, given), on);

describe('the evidenced level', () => {
  test('needs no evidence up to level 3', () => {
    const none: AgreedStatement = { state: 'met', grade: 0, dated: null };
    expect(score(upTo(3, none))).toMatchObject({ claimed: 3, evidenced: 3, lackEvidence: [] });
  });

  test('stays below a level whose statement is only asserted', () => {
    expect(score({ ...upTo(4), 4: asserted })).toMatchObject({
      claimed: 4,
      evidenced: 3,
      upper: 4,
      lackEvidence: ['A1-4'],
    });
  });

  test('stays below the first such level, and names only what that one lacks', () => {
    expect(score({ ...upTo(5, asserted), 5: shown })).toMatchObject({
      claimed: 5,
      evidenced: 3,
      lackEvidence: ['A1-4'],
    });
    expect(score({ ...upTo(5), 5: asserted })).toMatchObject({
      evidenced: 4,
      lackEvidence: ['A1-5'],
    });
    expect(score({ ...upTo(5), 4: asserted, 5: asserted })).toMatchObject({
      evidenced: 3,
      lackEvidence: ['A1-4'],
    });
  });

  test('passes over a level of which nothing applies', () => {
    const without4 = { ...upTo(5), 4: notHere };
    expect(score(without4, 'B3')).toMatchObject({ claimed: 5, evidenced: 5 });
    expect(score({ ...without4, 5: asserted }, 'B3')).toMatchObject({
      claimed: 5,
      evidenced: 3,
      lackEvidence: ['B3-5'],
    });
  });

  test('says nothing of evidence above what is claimed', () => {
    expect(score({ ...upTo(5, asserted), '3b': notMet })).toMatchObject({
      claimed: 2,
      evidenced: 2,
      lackEvidence: [],
    });
  });

  test('falls when a document grows old, by the day on which it is looked at', () => {
    const given = agree('A1', { ...upTo(4), 4: { ...shown, dated: '2025-09-30' } });
    const question = questionOf('A1');
    expect(agreedQuestion(question, given, '2027-03-30')).toMatchObject({ evidenced: 4 });
    expect(agreedQuestion(question, given, '2027-03-31')).toMatchObject({
      claimed: 4,
      evidenced: 3,
      lackEvidence: ['A1-4'],
    });
  });
});

describe('the grade of evidence on a day', () => {
  const graded = (grade: AgreedStatement['grade'], dated: string | null, day = on) =>
    effectiveGrade({ state: 'met', grade, dated }, day);

  test('is kept for 18 months to the day', () => {
    expect(graded(2, '2025-09-15', '2027-03-15')).toBe(2);
    expect(graded(3, '2025-09-15', '2027-03-15')).toBe(3);
    expect(graded(2, '2025-09-14', '2027-03-15')).toBe(1);
    expect(graded(3, '2025-09-14', '2027-03-15')).toBe(1);
  });

  test('is kept until the last day of a month that is too short', () => {
    expect(graded(2, '2025-08-31', '2027-02-28')).toBe(2);
    expect(graded(2, '2025-08-31', '2027-03-01')).toBe(1);
  });

  test('is counted across years: from December, and to December', () => {
    expect(graded(2, '2025-12-10', '2027-06-10')).toBe(2);
    expect(graded(2, '2025-12-09', '2027-06-10')).toBe(1);
    expect(graded(2, '2025-06-10', '2026-12-10')).toBe(2);
    expect(graded(2, '2025-06-09', '2026-12-10')).toBe(1);
  });

  test('is E1 for a document without a date, or of a later day', () => {
    expect(graded(2, null)).toBe(1);
    expect(graded(3, null)).toBe(1);
    expect(graded(3, on)).toBe(3);
    expect(graded(3, '2027-04-01')).toBe(1);
  });

  test('of nothing and of a mere assertion needs no date', () => {
    expect(graded(0, null)).toBe(0);
    expect(graded(1, null)).toBe(1);
    expect(graded(0, '2020-01-01')).toBe(0);
  });
});
