import { describe, expect, test } from '@jest/globals';
import { agreedPosition } from '../../src/scoring/agreed-position.ts';
import { method } from '../../src/scoring/method.ts';
import { agree, allAt, asserted, dontKnow, on, upTo } from './agreed-examples.ts';
import { small } from './small-questionnaire.ts';

const gated = {
  ...small,
  gates: [{ dimension: 'A', statement: 'A1-3a', cap: 2, reason: 'Nobody answers for it.' }],
};

describe('the agreed position', () => {
  test('has an overall of the evidenced scores after the gates', () => {
    // A: 2, 4, 4 and 4 make 3.5, capped at 2. B: 4, 4 and, for want of evidence, 3: 11 / 3.
    // C: 3, 3 and 4: 10 / 3. D: 4. Overall: (2 + 11/3 + 10/3 + 4) / 4 = 13 / 4.
    const position = agreedPosition(
      gated,
      allAt(4, {
        A1: { ...upTo(4), '3a': dontKnow },
        B3: { ...upTo(4), 4: asserted },
        C1: 3,
        C2: 3,
      }),
      on,
    );
    expect(position.overall).toEqual({
      overall: 3.25,
      scored: 4,
      applicable: 4,
      secured: { level: 2, atMost: null, heldBy: ['A'] },
    });
    expect(position.dimensions).toMatchObject([
      { code: 'A', evidenced: { score: 3.5 }, score: 2, upper: 4, gates: [{ state: 'unknown' }] },
      { code: 'B', claimed: { score: 4 }, score: 3.666667, upper: 4, gates: [] },
      { code: 'C', score: 3.333333, upper: 3.333333 },
      { code: 'D', score: 4, upper: 4 },
    ]);
    expect(position.eligible).toBe(true);
  });

  test('is rounded to six decimals only once the overall is made', () => {
    // B and C: 7 / 3. D: 10 / 3. Together 24 / 9 = 2.6666666…; of rounded scores it is 2.6666663…
    const agreed = allAt(3, { B1: 2, B2: 2, C1: 2, C2: 2, D1: 4 });
    const three = new Map([...agreed].filter(([code]) => !code.startsWith('A')));
    const { dimensions, overall } = agreedPosition(small, three, on);
    expect(overall.overall).toBe(2.666667);
    expect(
      dimensions.map(({ claimed, evidenced, score, upper }) => [
        claimed.score,
        evidenced.score,
        score,
        upper,
      ]),
    ).toEqual([null, 2.333333, 2.333333, 3.333333].map((score) => Array(4).fill(score)));
  });

  test('has the level of each question that has an agreement, in their order', () => {
    const agreed = new Map([
      ['C1', agree('C1', upTo(3))],
      ['A2', agree('A2', upTo(5))],
      ['Z9', agree('Z9', upTo(5))],
    ]);
    const { questions } = agreedPosition(small, agreed, on);
    expect([...questions.keys()]).toEqual(['A2', 'C1']);
    expect(questions.get('C1')).toMatchObject({ status: 'agreed', claimed: 3 });
  });

  test('of nothing has neither scores nor an overall, and no zero in their place', () => {
    const position = agreedPosition(gated, new Map(), on);
    expect(position).toMatchObject({
      overall: { overall: null, scored: 0, applicable: 4, secured: { level: null, atMost: null } },
      eligible: false,
    });
    expect(position.questions.size).toBe(0);
    for (const { score, upper, confidence } of position.dimensions)
      expect([score, upper, confidence]).toEqual([null, null, null]);
  });

  test('may enter a benchmark with three of four dimensions scored, and not with two', () => {
    const without = (...codes: string[]) =>
      new Map([...allAt(3)].filter(([code]) => !codes.includes(code)));
    expect(agreedPosition(small, without('D1'), on)).toMatchObject({
      eligible: true,
      overall: { overall: 3, scored: 3, secured: { level: null, atMost: 3 } },
    });
    expect(agreedPosition(small, without('C1', 'D1'), on)).toMatchObject({
      eligible: false,
      overall: { overall: null, scored: 2 },
    });
    const eligible = { scoredShare: 0.5, respondents: 6, families: 2 };
    expect(agreedPosition(small, without('C1', 'D1'), on, { ...method, eligible })).toMatchObject({
      eligible: true,
      overall: { overall: null },
    });
  });

  test('may not enter one where nothing applies', () => {
    const empty = { ...small, dimensions: [] };
    expect(agreedPosition(empty, new Map(), on)).toMatchObject({
      eligible: false,
      overall: { overall: null },
    });
  });

  test('follows the rules that it is given', () => {
    const evidence = { ...method.evidence, neededFromLevel: 2 };
    const asserts = allAt(3, { A1: upTo(3, asserted) });
    expect(agreedPosition(small, asserts, on, { ...method, evidence })).toMatchObject({
      dimensions: [{ score: 2.5 }, { score: 3 }, { score: 3 }, { score: 3 }],
    });
    const questions = agreedPosition(small, asserts, on, { ...method, evidence }).questions;
    expect(questions.get('A1')).toMatchObject({ evidenced: 1, lackEvidence: ['A1-2'] });
    const fresh = { ...method, evidence: { ...method.evidence, freshMonths: 6 } };
    // The documents are ten months old.
    expect(agreedPosition(small, allAt(4), on, fresh).dimensions[0]).toMatchObject({
      claimed: { score: 4 },
      score: 3,
      confidence: { share: 0 },
    });
    const stricter = { ...method, completeness: { ...method.completeness, answered: 4 } };
    expect(agreedPosition(small, allAt(3), on, stricter)).toMatchObject({
      dimensions: [{ score: 3 }, { score: null }, { score: null }, { score: null }],
    });
    const lenient = { ...method, overall: { scoredShare: 0.25 } };
    const { overall } = agreedPosition(small, new Map([...allAt(3)].slice(0, 4)), on, lenient);
    expect(overall).toMatchObject({ overall: 3, scored: 1 });
  });
});
