import { z } from 'zod';
import { statedLevels } from '../questionnaire/answer.ts';
import type { Question } from '../questionnaire/questionnaire.ts';
import { evidenceGrades, statementStates } from '../scoring/agreed-statement.ts';
import { typedText } from '../shared/forms.ts';

/** The longest reason and the longest reference, in characters. */
const longest = 500;
const outOfDate = 'This page was out of date. Reload it and try again';

/** A statement of a question, and what messages call it. */
export interface CalledStatement {
  readonly code: string;
  /** "the statement of level 3", "the second statement of level 3". */
  readonly called: string;
}

/** All statements of a question from level 2 up. */
export function calledStatements({ statements }: Question): readonly CalledStatement[] {
  return statedLevels.flatMap((level) => {
    const all = statements[level];
    const which = (index: number) =>
      all.length === 1 ? '' : `${index === 0 ? 'first' : 'second'} `;
    return all.map(({ code }, index) => ({
      code,
      called: `the ${which(index)}statement of level ${level}`,
    }));
  });
}

/** What is sent about one statement, under its code and these names. */
function statementShape(called: string, mayNotApply: boolean) {
  const states = statementStates.filter((state) => mayNotApply || state !== 'not-applicable');
  const part = z.string().max(20, 'Type the day, the month and the year as numbers').default('');
  return {
    state: z.enum(['', ...states], { error: 'Choose one of the answers on this page' }).default(''),
    'reason-note': typedText(longest, `Why ${called} does not apply`).default(''),
    grade: z
      .enum(evidenceGrades.map(String), { error: 'Choose one of the kinds of evidence' })
      .default('0'),
    'reference-note': typedText(longest, `The reference for ${called}`).default(''),
    'dated-day': part,
    'dated-month': part,
    'dated-year': part,
  };
}

const shapes = new WeakMap<Question, z.ZodType<Record<string, string>>>();

/** What the ladder of a question may send. Made once for each: a schema costs more than its use. */
export function ladderShape(question: Question): z.ZodType<Record<string, string>> {
  const known = shapes.get(question);
  if (known) return known;
  const fields = calledStatements(question).flatMap(({ code, called }) =>
    Object.entries(statementShape(called, question.notApplicable !== null)).map(
      ([name, type]): [string, z.ZodType] => [`${code}-${name}`, type],
    ),
  );
  const basedOn = z.string({ error: outOfDate }).regex(/^\d{1,9}$/, outOfDate);
  const shape = z.strictObject(
    { ...Object.fromEntries(fields), basedOn },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? 'This page does not ask that' : undefined,
    },
  ) as z.ZodType<Record<string, string>>;
  shapes.set(question, shape);
  return shape;
}
