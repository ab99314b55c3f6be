import fc from 'fast-check';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import type { Gate } from '../../src/questionnaire/questionnaire.ts';
import {
  type AgreedStatement,
  type AgreedStatements,
  evidenceGrades,
  statementStates,
} from '../../src/scoring/agreed-statement.ts';
import { agree } from './agreed-examples.ts';
import { small } from './small-questionnaire.ts';

/** What was agreed on each question, by its code. */
export type Agreed = ReadonlyMap<string, AgreedStatements>;

/** The ends of the codes of a question's statements. */
export const ends = ['2', '3a', '3b', '4', '5'];

const statement: fc.Arbitrary<AgreedStatement> = fc.record({
  // Mostly met, so that high levels, where evidence and caps matter, are reached often.
  state: fc.constantFrom(...statementStates, 'met', 'met', 'met', 'met', 'met'),
  grade: fc.constantFrom(...evidenceGrades),
  dated: fc.constantFrom('2027-01-01', '2026-12-31', '2024-01-01', null),
});
/** One that everybody has to answer, and one that may not apply. */
export const anyQuestion = fc.constantFrom('A1', 'B3');
/** By the ends of their codes; some are left open. */
export const anyStatements: fc.Arbitrary<Record<string, AgreedStatement>> = fc
  .tuple(...ends.map(() => fc.option(statement, { freq: 8 })))
  .map((given) =>
    Object.fromEntries(
      ends.flatMap((end, i): [string, AgreedStatement][] => {
        const one = given[i];
        return one ? [[end, one]] : [];
      }),
    ),
  );

/** Agreements on most questions of the small questionnaire. */
export const anyAgreed: fc.Arbitrary<Agreed> = fc
  .tuple(...questionsOf(small).map(() => fc.option(anyStatements, { freq: 6 })))
  .map((given) => {
    const entries = questionsOf(small).flatMap(({ code }, i): [string, AgreedStatements][] => {
      const statements = given[i];
      return statements ? [[code, agree(code, statements)]] : [];
    });
    return new Map(entries);
  });

/** At most four gates, some on statements that are not asked. */
export const anyGates: fc.Arbitrary<readonly Gate[]> = fc.array(
  fc
    .record({
      dimension: fc.constantFrom('A', 'B', 'C', 'D'),
      question: fc.integer({ min: 1, max: 4 }),
      end: fc.constantFrom(...ends),
      cap: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ dimension, question, end, cap }) => {
      return { dimension, statement: `${dimension}${question}-${end}`, cap, reason: 'So it is.' };
    }),
  { maxLength: 4 },
);
