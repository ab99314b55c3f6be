import { type FormError, fieldText } from './forms.ts';

/** A day that a person typed into three fields, as the page shows it again. */
export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export type ReadDate =
  | { readonly date: string; readonly error: null; readonly typed: TypedDate }
  | { readonly date: null; readonly error: FormError; readonly typed: TypedDate };

/**
 * Reads the fields NAME-day, NAME-month and NAME-year as a date "2027-03-31".
 * @param what how the message calls it: "The closing date".
 */
export function readDate(body: unknown, name: string, what: string): ReadDate {
  const text = (part: string) => fieldText(body, `${name}-${part}`).trim();
  const typed = { day: text('day'), month: text('month'), year: text('year') };
  const wrong = (message: string, part = 'day'): ReadDate => ({
    date: null,
    error: { message, href: `#${name}-${part}` },
    typed,
  });
  for (const part of ['day', 'month', 'year'] as const)
    if (typed[part] === '') return wrong(`${what} must include a ${part}`, part);
  if (!/^\d{4}$/.test(typed.year)) return wrong('Year must have four numbers', 'year');
  const date = `${typed.year}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}`;
  return isDate(date)
    ? { date, error: null, typed }
    : wrong(`${what} must be a real date, such as 31 3 2027`);
}

/** The fields of a date that is known already. */
export function typedDate(date: string): TypedDate {
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T12:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
}
