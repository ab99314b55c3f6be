import { findDimension, findQuestion, questionsOf } from '../../src/questionnaire/lookup.ts';
import type { Gate, Question } from '../../src/questionnaire/questionnaire.ts';
import { type AgreedDimension, agreedDimension } from '../../src/scoring/agreed-dimension.ts';
import type { AgreedStatement, AgreedStatements } from '../../src/scoring/agreed-statement.ts';
import { small } from './small-questionnaire.ts';

/** The day on which the evidence is looked at. */
export const on = '2027-03-31';

/** Met, with a document of the year before. */
export const shown: AgreedStatement = { state: 'met', grade: 2, dated: '2026-06-01' };
/** Met, and asserted by a named person only. */
export const asserted: AgreedStatement = { state: 'met', grade: 1, dated: null };
export const notMet: AgreedStatement = { state: 'not-met', grade: 0, dated: null };
export const dontKnow: AgreedStatement = { state: 'dont-know', grade: 0, dated: null };
export const notHere: AgreedStatement = { state: 'not-applicable', grade: 0, dated: null };

/** The question of the small questionnaire: statements 2, 3a, 3b, 4 and 5. B3 may not apply. */
export function questionOf(code: string): Question {
  const question = findQuestion(small, code);
  if (!question) throw new RangeError(`There is no question ${code}`);
  return question;
}

/** Statements by the end of their codes, such as { 2: shown, '3a': notMet }. */
export function agree(code: string, given: Record<string, AgreedStatement>): AgreedStatements {
  return Object.fromEntries(Object.entries(given).map(([end, one]) => [`${code}-${end}`, one]));
}

/** Every statement up to the level as given, evidenced unless told; not met above. */
export function upTo(level: number, as: AgreedStatement = shown): Record<string, AgreedStatement> {
  return Object.fromEntries(
    ['2', '3a', '3b', '4', '5'].map((end) => [end, Number(end.charAt(0)) <= level ? as : notMet]),
  );
}

/** Nothing applies. */
export const nothingHere = { ...upTo(5, notHere) };

/** Agreements on questions by code: a level that is evidenced, or statements. */
export function agreements(
  given: Record<string, number | Record<string, AgreedStatement>>,
): ReadonlyMap<string, AgreedStatements> {
  return new Map(
    Object.entries(given).map(([code, what]) => [
      code,
      agree(code, typeof what === 'number' ? upTo(what) : what),
    ]),
  );
}

/** Every question of the small questionnaire at one evidenced level, except for those named. */
export function allAt(
  level: number,
  except: Record<string, number | Record<string, AgreedStatement>> = {},
): ReadonlyMap<string, AgreedStatements> {
  return agreements({
    ...Object.fromEntries(questionsOf(small).map(({ code }) => [code, level])),
    ...except,
  });
}

/** One dimension of the small questionnaire, from agreements on its questions. */
export function dimensionOf(
  code: string,
  given: Parameters<typeof agreements>[0],
  gates: readonly Gate[] = [],
): AgreedDimension {
  const dimension = findDimension(small, code);
  if (!dimension) throw new RangeError(`There is no dimension ${code}`);
  return agreedDimension(dimension, gates, agreements(given), on);
}
