import type { z } from 'zod';
import type { Question } from '../questionnaire/questionnaire.ts';
import type { EvidenceGrade, StatementState } from '../scoring/agreed-statement.ts';
import { readDate, type TypedDate } from '../shared/dates.ts';
import { type FormError, fieldText } from '../shared/forms.ts';
import type { QuestionContent, RecordedStatement } from './agreement.ts';
import { type CalledStatement, calledStatements, ladderShape } from './ladder-shape.ts';

/** What was sent about one statement, as it is shown again when the form is refused. */
export interface TypedStatement {
  /** One of the states, or empty where it was left open. */
  readonly state: string;
  readonly reason: string;
  readonly grade: string;
  readonly reference: string;
  readonly dated: TypedDate;
}

/** What the fields of a ladder say, checked. */
export interface LadderForm {
  /** Complete where there are no errors. */
  readonly content: QuestionContent;
  /** The version the person saw; 0 where nothing was agreed before. */
  readonly basedOn: number;
  readonly errors: readonly FormError[];
  readonly typed: ReadonlyMap<string, TypedStatement>;
  /** Every other field of the form, for whoever asked for it to check. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * Reads what the ladder of a question says: of each statement whether it is met, and what shows
 * it. One without a state was left open, or is not known where there is evidence for it. A
 * reason is needed where a statement does not apply, a reference from E1, and from E2 the day of
 * the document. At least one statement has to be there.
 * @param on the day, such as "2027-03-31"; no document is of a later one.
 */
export function readLadder(question: Question, body: unknown, on: string): LadderForm {
  const sent = Object.entries((body ?? {}) as Record<string, unknown>);
  const isOurs = (name: string) => name === 'basedOn' || name.startsWith(`${question.code}-`);
  const called = calledStatements(question);
  const first = `#${called[0]?.code}-state`;
  const basedOn = fieldText(body, 'basedOn');
  const form = {
    basedOn: /^\d{1,9}$/.test(basedOn) ? Number(basedOn) : 0,
    typed: new Map(called.map(({ code }) => [code, typedStatement(body, code)])),
    rest: Object.fromEntries(sent.filter(([name]) => !isOurs(name))),
  };
  const ours = Object.fromEntries(sent.filter(([name]) => isOurs(name)));
  const { data, error } = ladderShape(question).safeParse(ours);
  if (!data) return { ...form, content: { statements: {} }, errors: errorsIn(error, called) };

  const read = called.map((statement) => readStatement(data, statement, on));
  const statements = Object.fromEntries(
    read.flatMap(({ code, statement }) => (statement ? [[code, statement] as const] : [])),
  );
  const errors = read.flatMap((one) => one.errors);
  if (errors.length === 0 && Object.keys(statements).length === 0)
    errors.push({ message: 'Say of at least one statement whether it is met', href: first });
  return { ...form, content: { statements }, errors };
}

function typedStatement(body: unknown, code: string): TypedStatement {
  const text = (name: string) => fieldText(body, `${code}-${name}`);
  return {
    state: text('state'),
    reason: text('reason-note'),
    grade: text('grade'),
    reference: text('reference-note'),
    dated: { day: text('dated-day'), month: text('dated-month'), year: text('dated-year') },
  };
}

interface ReadStatement {
  readonly code: string;
  /** Null where it was left open. */
  readonly statement: RecordedStatement | null;
  readonly errors: readonly FormError[];
}

function readStatement(
  data: Readonly<Record<string, string>>,
  { code, called }: CalledStatement,
  on: string,
): ReadStatement {
  const text = (name: string) => data[`${code}-${name}`] ?? '';
  const errors: FormError[] = [];
  const wrong = (message: string, field: string) =>
    errors.push({ message, href: `#${code}-${field}` });
  const state = text('state') as StatementState | '';
  const reason = state === 'not-applicable' ? text('reason-note') : '';
  const grade = Number(text('grade')) as EvidenceGrade;
  const reference = text('reference-note');
  const isDated = ['day', 'month', 'year'].some((part) => text(`dated-${part}`).trim() !== '');

  if (state === 'not-applicable' && !reason)
    wrong(`Say why ${called} does not apply`, 'reason-note');
  if (grade === 0 && (reference || isDated))
    wrong(`Choose what kind of evidence there is for ${called}`, 'grade');
  if (grade > 0 && !reference) wrong(`Say what the evidence for ${called} is`, 'reference-note');
  const read =
    grade > 1 || isDated ? readDate(data, `${code}-dated`, `The date for ${called}`) : null;
  if (read?.error) errors.push(read.error);
  else if (read && read.date > on)
    wrong(`The date for ${called} cannot be in the future`, 'dated-day');

  const isOpen = state === '' && grade === 0;
  return {
    code,
    statement: isOpen
      ? null
      : {
          state: state || 'dont-know',
          reason: reason || null,
          grade,
          reference: reference || null,
          dated: read?.date ?? null,
        },
    errors,
  };
}

function errorsIn({ issues }: z.ZodError, called: readonly CalledStatement[]): FormError[] {
  const codes = called.map(({ code }) => code);
  return issues.map(({ message, path }) => {
    const field = String(path[0]);
    const isShown = codes.some((code) => field.startsWith(`${code}-`));
    return { message, href: `#${isShown ? field : `${codes[0]}-state`}` };
  });
}
