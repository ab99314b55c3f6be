import { dateOf, instantsOf, showDate } from '../shared/clock.ts';
import { type FormError, typedText } from '../shared/forms.ts';

/** A period in which organisations assess themselves with one version of the questionnaire. */
export interface Cycle {
  readonly id: string;
  readonly name: string;
  readonly questionnaireVersion: number;
  /** Its first instant… */
  readonly opensAt: string;
  /** …and its last. */
  readonly closesAt: string;
}

export type CycleState = 'not yet open' | 'open' | 'closed';

export function stateOf({ opensAt, closesAt }: Cycle, now: Date): CycleState {
  const instant = now.toISOString();
  if (instant < opensAt) return 'not yet open';
  return instant <= closesAt ? 'open' : 'closed';
}

const longestName = 60;

export const cycleName = typedText(longestName, 'The name')
  .transform((name) => name.replace(/\s+/g, ' '))
  .refine((name) => name !== '', { error: 'Enter a name for the cycle' });

/** A cycle that somebody wants to open, from one day in England to another, both included. */
export interface WantedCycle {
  readonly name: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The instants between which a wanted cycle is open. */
export function instantsBetween({ firstDay, lastDay }: WantedCycle): {
  opensAt: string;
  closesAt: string;
} {
  return {
    opensAt: instantsOf(firstDay).first.toISOString(),
    closesAt: instantsOf(lastDay).last.toISOString(),
  };
}

/** Whether a cycle is the wanted one, name and days. */
export function isSame(cycle: Cycle, wanted: WantedCycle): boolean {
  const { opensAt, closesAt } = instantsBetween(wanted);
  return cycle.name === wanted.name && cycle.opensAt === opensAt && cycle.closesAt === closesAt;
}

/** Everything that keeps a cycle from being opened beside the others; empty when nothing does. */
export function problemsWith(
  wanted: WantedCycle,
  others: readonly Cycle[],
  now: Date,
): readonly FormError[] {
  const errors: FormError[] = [];
  const name = wanted.name.toLowerCase();
  if (others.some((other) => other.name.toLowerCase() === name))
    errors.push({ message: 'There is a cycle with this name already', href: '#name' });
  const lastDayProblem = problemWithLastDay(wanted, now);
  if (lastDayProblem) return [...errors, { message: lastDayProblem, href: '#last-day' }];
  const { opensAt, closesAt } = instantsBetween(wanted);
  const overlapping = others.find(
    (other) => other.opensAt <= closesAt && opensAt <= other.closesAt,
  );
  if (overlapping) {
    const days = `${showDate(overlapping.opensAt)} to ${showDate(overlapping.closesAt)}`;
    const message = `The days overlap with ${overlapping.name}, which is from ${days}`;
    errors.push({ message, href: '#first-day' });
  }
  return errors;
}

function problemWithLastDay({ firstDay, lastDay }: WantedCycle, now: Date): string | null {
  if (lastDay < firstDay) return 'The last day must be the first day or later';
  if (lastDay < dateOf(now)) return 'The last day must be today or later';
  const limit = aYearAfter(firstDay);
  return Date.parse(lastDay) < limit.getTime()
    ? null
    : `A cycle can be a year long at most: the last day must be before ${showDate(limit.toISOString())}`;
}

/** The same date a year later; the first of March for a 29 February. */
function aYearAfter(date: string): Date {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day;
}
