import { describe, expect, test } from '@jest/globals';
import { explain, progressWords } from '../../src/position/explain.ts';
import type { Question } from '../../src/questionnaire/questionnaire.ts';
import { agreedQuestion } from '../../src/scoring/agreed-question.ts';
import type { AgreedStatement, AgreedStatements } from '../../src/scoring/agreed-statement.ts';

const on = '2026-11-22';
const text = (code: string, words: string) => ({ code, text: words });
const question: Question = {
  code: 'B2',
  dimension: 'B',
  title: 'Adoption measures',
  text: 'Is adoption measured after go-live?',
  why: 'Because.',
  evidence: [],
  notApplicable: 'We have no systems',
  statements: {
    2: [text('B2-2', 'A system is live.')],
    3: [text('B2-3a', 'Adoption is measured at six months.'), text('B2-3b', 'It has an owner.')],
    4: [text('B2-4', 'Pathways were redesigned.')],
    5: [text('B2-5', 'Outcomes have improved.')],
  },
};

const met: AgreedStatement = { state: 'met', grade: 0, dated: null };
const shown: AgreedStatement = { state: 'met', grade: 2, dated: '2026-11-01' };
const unmet: AgreedStatement = { state: 'not-met', grade: 0, dated: null };
const unknown: AgreedStatement = { state: 'dont-know', grade: 0, dated: null };
const none: AgreedStatement = { state: 'not-applicable', grade: 0, dated: null };

const sentence = (statements: AgreedStatements) =>
  explain(question, agreedQuestion(question, statements, on));
const progress = (statements: AgreedStatements) =>
  progressWords(agreedQuestion(question, statements, on));

describe('the sentence of a question', () => {
  test('says which statements hold the next level', () => {
    expect(sentence({ 'B2-2': met, 'B2-3a': unmet, 'B2-3b': unmet })).toBe(
      'Level 2. Level 3 is held by: “Adoption is measured at six months”; “It has an owner”.',
    );
  });

  test('says what it could be, and how many unknowns are in the way', () => {
    const statements = { 'B2-2': met, 'B2-3a': met, 'B2-3b': unknown, 'B2-5': unmet };
    expect(sentence(statements)).toBe(
      'Level 2, could be 4 once two unknowns are resolved. Level 3 is held by: “It has an owner”.',
    );
    expect(sentence({ ...statements, 'B2-4': unmet })).toBe(
      'Level 2, could be 3 once one unknown is resolved. Level 3 is held by: “It has an owner”.',
    );
  });

  test('says what lacks evidence, and what holds the level after the claimed one', () => {
    const statements = { 'B2-2': met, 'B2-3a': met, 'B2-3b': met, 'B2-4': met, 'B2-5': unmet };
    expect(sentence(statements)).toBe(
      'Claimed 4, evidenced 3: “Pathways were redesigned” lacks a document dated within 18 months. Level 5 is held by: “Outcomes have improved”.',
    );
    expect(sentence({ ...statements, 'B2-5': unknown })).toBe(
      'Claimed 4, evidenced 3: “Pathways were redesigned” lacks a document dated within 18 months; could be 5 once one unknown is resolved. Level 5 is held by: “Outcomes have improved”.',
    );
  });

  test('is short at the top, and where nothing above applies', () => {
    const top = { 'B2-2': met, 'B2-3a': met, 'B2-3b': met, 'B2-4': shown, 'B2-5': shown };
    expect(sentence(top)).toBe('Level 5.');
    expect(sentence({ ...top, 'B2-4': none, 'B2-5': none })).toBe('Level 3.');
  });

  test('says that a question does not apply', () => {
    const codes = ['B2-2', 'B2-3a', 'B2-3b', 'B2-4', 'B2-5'];
    expect(sentence(Object.fromEntries(codes.map((code) => [code, none])))).toBe(
      'Not applicable: none of its statements applies.',
    );
  });

  test('never has more than two sentences', () => {
    const states = [met, unmet, unknown, none];
    for (const two of states)
      for (const three of states)
        for (const four of states)
          for (const five of states) {
            const said = sentence({ 'B2-2': two, 'B2-3a': three, 'B2-4': four, 'B2-5': five });
            expect(said.split(/\.(?: |$)/).length - 1).toBeLessThanOrEqual(2);
          }
  });
});

describe('the progress of a question', () => {
  test('is said where the next level has several statements', () => {
    expect(progress({ 'B2-2': met, 'B2-3a': met })).toBe('1 of 2 statements of level 3 is met');
    expect(progress({ 'B2-2': met })).toBe('0 of 2 statements of level 3 are met');
    expect(progress({ 'B2-2': unmet })).toBe('');
  });
});
