import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Gate } from '../../src/questionnaire/questionnaire.ts';
import { type AgreedPosition, agreedPosition } from '../../src/scoring/agreed-position.ts';
import type { AgreedStatement } from '../../src/scoring/agreed-statement.ts';
import { type Agreed, anyAgreed, anyGates, ends } from './agreed-arbitraries.ts';
import { on } from './agreed-examples.ts';
import { small } from './small-questionnaire.ts';

const runs = { numRuns: 150 };

const position = (agreed: Agreed, gates: readonly Gate[] = []) =>
  agreedPosition({ ...small, gates }, agreed, on);

/** Every statement that may be changed, replaced by what is made of it; one left open included. */
function changed(
  agreed: Agreed,
  pick: number,
  make: (from: AgreedStatement | undefined) => AgreedStatement | null,
): Agreed | null {
  const places = [...agreed.keys()].flatMap((code) => ends.map((end) => [code, end] as const));
  const [code, end] = places[pick % places.length] ?? [];
  const statements = code === undefined ? undefined : agreed.get(code);
  if (code === undefined || !statements) return null;
  const made = make(statements[`${code}-${end}`]);
  return made && new Map(agreed).set(code, { ...statements, [`${code}-${end}`]: made });
}

/** What a change did, level by level and score by score, where both before and after exist. */
function compare(before: AgreedPosition, after: AgreedPosition) {
  const questions = [...before.questions].flatMap(([code, was]) => {
    const is = after.questions.get(code);
    return was.status === 'agreed' && is?.status === 'agreed' ? [{ was, is }] : [];
  });
  const dimensions = before.dimensions.map((was, i) => {
    const is = after.dimensions[i];
    if (!is) throw new RangeError('A dimension was lost');
    return { was, is };
  });
  return { questions, dimensions };
}

const isUnknown = (from: AgreedStatement | undefined) => !from || from.state === 'dont-know';
const becomes = (state: 'met' | 'not-met') => (from: AgreedStatement | undefined) =>
  isUnknown(from) ? { grade: 0 as const, dated: null, ...from, state } : null;

describe('every agreed position', () => {
  test('never falls, nor could be more than before, when an unknown turns out to be met', () => {
    fc.assert(
      fc.property(anyAgreed, anyGates, fc.nat(), (agreed, gates, pick) => {
        const after = changed(agreed, pick, becomes('met'));
        fc.pre(after !== null);
        const result = compare(position(agreed, gates), position(after ?? agreed, gates));
        for (const { was, is } of result.questions) {
          expect(is.claimed).toBeGreaterThanOrEqual(was.claimed);
          expect(is.evidenced).toBeGreaterThanOrEqual(was.evidenced);
          expect(is.upper).toBe(was.upper);
        }
        for (const { was, is } of result.dimensions) {
          expect(is.score ?? 0).toBeGreaterThanOrEqual(was.score ?? 0);
          expect(is.upper).toBe(was.upper);
        }
      }),
      runs,
    );
  });

  test('could never be more when an unknown turns out not to be met, and is the same', () => {
    fc.assert(
      fc.property(anyAgreed, anyGates, fc.nat(), (agreed, gates, pick) => {
        const after = changed(agreed, pick, becomes('not-met'));
        fc.pre(after !== null);
        const result = compare(position(agreed, gates), position(after ?? agreed, gates));
        for (const { was, is } of result.questions) {
          expect(is.upper).toBeLessThanOrEqual(was.upper);
          expect([is.claimed, is.evidenced]).toEqual([was.claimed, was.evidenced]);
        }
        for (const { was, is } of result.dimensions) {
          expect(is.upper ?? 0).toBeLessThanOrEqual(was.upper ?? 0);
          expect(is.score).toBe(was.score);
        }
      }),
      runs,
    );
  });

  test('never falls when evidence is added, which changes no claim', () => {
    fc.assert(
      fc.property(anyAgreed, anyGates, fc.nat(), (agreed, gates, pick) => {
        const after = changed(agreed, pick, (from) =>
          from ? { ...from, grade: 3, dated: on } : null,
        );
        fc.pre(after !== null);
        const result = compare(position(agreed, gates), position(after ?? agreed, gates));
        for (const { was, is } of result.questions) {
          expect(is.evidenced).toBeGreaterThanOrEqual(was.evidenced);
          expect([is.claimed, is.upper]).toEqual([was.claimed, was.upper]);
        }
        for (const { was, is } of result.dimensions) {
          expect(is.score ?? 0).toBeGreaterThanOrEqual(was.score ?? 0);
          expect(is.upper).toBe(was.upper);
          expect(is.claimed).toEqual(was.claimed);
          expect(is.confidence?.share ?? 0).toBeGreaterThanOrEqual(was.confidence?.share ?? 0);
        }
      }),
      runs,
    );
  });

  test('is never raised by a gate, and says which ones hold it down', () => {
    fc.assert(
      fc.property(anyAgreed, anyGates, (agreed, gates) => {
        const result = compare(position(agreed), position(agreed, gates));
        for (const { was, is } of result.dimensions) {
          expect(is.score ?? 0).toBeLessThanOrEqual(was.score ?? 0);
          expect(is.upper ?? 0).toBeLessThanOrEqual(was.upper ?? 0);
          expect(is.gates.some(({ binds }) => binds)).toBe(is.score !== was.score);
          expect([is.claimed, is.evidenced]).toEqual([was.claimed, was.evidenced]);
        }
      }),
      runs,
    );
  });

  test('scores no dimension above what it could be, nor without an upper bound', () => {
    fc.assert(
      fc.property(anyAgreed, anyGates, (agreed, gates) => {
        for (const { score, upper, evidenced, claimed } of position(agreed, gates).dimensions) {
          expect(score === null).toBe(upper === null);
          expect(score === null).toBe(evidenced.status !== 'scored');
          expect(claimed.status).toBe(evidenced.status);
          if (score === null) continue;
          expect(score).toBeGreaterThanOrEqual(1);
          expect(score).toBeLessThanOrEqual(upper ?? 0);
          expect(score).toBeLessThanOrEqual(claimed.score ?? 0);
        }
      }),
      runs,
    );
  });
});
