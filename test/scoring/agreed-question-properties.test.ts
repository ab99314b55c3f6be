import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { agreedQuestion } from '../../src/scoring/agreed-question.ts';
import type { AgreedStatement } from '../../src/scoring/agreed-statement.ts';
import { anyQuestion, anyStatements, ends } from './agreed-arbitraries.ts';
import { agree, on, questionOf } from './agreed-examples.ts';

const runs = { numRuns: 400 };

describe('every agreed question', () => {
  test('is evidenced at most as claimed, claimed at most as it could be, within the scale', () => {
    fc.assert(
      fc.property(anyQuestion, anyStatements, (code, given) => {
        const result = agreedQuestion(questionOf(code), agree(code, given), on);
        if (result.status !== 'agreed') return;
        const { claimed, evidenced, upper, unknowns, next } = result;
        expect(evidenced).toBeGreaterThanOrEqual(1);
        expect(claimed).toBeGreaterThanOrEqual(evidenced);
        expect(upper).toBeGreaterThanOrEqual(claimed);
        expect(upper).toBeLessThanOrEqual(5);
        expect(unknowns > 0).toBe(upper > claimed);
        expect(result.lackEvidence.length > 0).toBe(claimed > evidenced);
        expect(result.heldBy).toHaveLength(next ? next.applicable - next.met : 0);
        expect(result.heldBy.length > 0).toBe(next !== null);
      }),
      runs,
    );
  });

  test('reaches its upper level, evidenced, once everything unknown is met with evidence', () => {
    fc.assert(
      fc.property(anyQuestion, anyStatements, (code, given) => {
        const before = agreedQuestion(questionOf(code), agree(code, given), on);
        if (before.status !== 'agreed') return;
        const resolved = ends.map((end): [string, AgreedStatement] => {
          const { state } = given[end] ?? { state: 'dont-know' };
          const notAllowed = state === 'not-applicable' && questionOf(code).notApplicable === null;
          const is = state === 'dont-know' || notAllowed ? 'met' : state;
          return [end, { state: is, grade: 2, dated: on }];
        });
        const after = agreedQuestion(
          questionOf(code),
          agree(code, Object.fromEntries(resolved)),
          on,
        );
        const { upper } = before;
        expect(after).toMatchObject({ claimed: upper, evidenced: upper, upper, unknowns: 0 });
      }),
      runs,
    );
  });
});
