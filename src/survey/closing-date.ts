import { z } from 'zod';
import { type Cycle, stateOf } from '../cycles/cycle.ts';
import { dateOf, instantsOf, showDate } from '../shared/clock.ts';
import { readDate, type TypedDate, typedDate } from '../shared/dates.ts';
import type { FormError } from '../shared/forms.ts';
import { Problem } from '../shared/problems.ts';

/** The days in England, both included, on which a survey can be made to close. */
export interface ClosingDays {
  readonly first: string;
  readonly last: string;
}

/** From tomorrow to the last day of the cycle; null when that is today or over. */
export function closingDays(cycleClosesAt: string, now: Date): ClosingDays | null {
  const first = dateOf(new Date(instantsOf(dateOf(now)).last.getTime() + 1));
  const last = dateOf(new Date(cycleClosesAt));
  return first <= last ? { first, last } : null;
}

/** The open cycle, while a survey that is opened in it could still be answered; else null. */
export function cycleToOpenIn(cycles: readonly Cycle[], now: Date): Cycle | null {
  const open = cycles.find((cycle) => stateOf(cycle, now) === 'open');
  return open && closingDays(open.closesAt, now) ? open : null;
}

/** When a survey closes that closes on this day: at its last instant in England. */
export function closingInstant(date: string): string {
  return instantsOf(date).last.toISOString();
}

const field = z
  .string()
  .default('')
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 20),
  );
const form = z.strictObject({
  'closes-day': field,
  'closes-month': field,
  'closes-year': field,
  _csrf: z.string().optional(),
});

export type ReadClosingDate =
  | { readonly closesAt: string; readonly error: null; readonly typed: TypedDate }
  | { readonly closesAt: null; readonly error: FormError; readonly typed: TypedDate };

/**
 * Reads the closing date that a lead typed.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readClosingDate(body: unknown, days: ClosingDays): ReadClosingDate {
  const { data } = form.safeParse(body ?? {});
  if (!data) throw new Problem('invalid', 'Go back, and fill in the form again.');
  const { date, error, typed } = readDate(data, 'closes', 'The closing date');
  if (error) return { closesAt: null, error, typed };
  if (days.first <= date && date <= days.last)
    return { closesAt: closingInstant(date), error: null, typed };
  const message = `The closing date must be ${daysInWords(days)}`;
  return { closesAt: null, error: { message, href: '#closes-day' }, typed };
}

/** "between 23 November 2026 and 31 March 2027". */
export function daysInWords({ first, last }: ClosingDays): string {
  const shown = (date: string) => showDate(closingInstant(date));
  return first === last ? shown(last) : `between ${shown(first)} and ${shown(last)}`;
}

/** The fields of the day on which a survey closes at this instant. */
export function typedClosingDate(closesAt: string): TypedDate {
  return typedDate(dateOf(new Date(closesAt)));
}
