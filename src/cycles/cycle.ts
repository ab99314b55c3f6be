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

/** A cycle, and when its benchmarks are published. */
export interface ScheduledCycle extends Cycle {
  /** The day in England, after its last one; null where an administrator publishes them. */
  readonly releasesOn: string | null;
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
  /** As in a scheduled cycle. */
  readonly releasesOn: string | null;
}

/** The instants between which a wanted cycle is open. */
export function instantsBetween({ firstDay, lastDay }: Pick<WantedCycle, 'firstDay' | 'lastDay'>): {
  opensAt: string;
  closesAt: string;
} {
  return {
    opensAt: instantsOf(firstDay).first.toISOString(),
    closesAt: instantsOf(lastDay).last.toISOString(),
  };
}

/** Whether a cycle is the wanted one, name and days. */
export function isSame(cycle: ScheduledCycle, wanted: WantedCycle): boolean {
  const { opensAt, closesAt } = instantsBetween(wanted);
  const sameDays = cycle.opensAt === opensAt && cycle.closesAt === closesAt;
  return cycle.name === wanted.name && sameDays && cycle.releasesOn === wanted.releasesOn;
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
  const releaseProblem = problemWithReleaseDay(wanted.releasesOn, wanted.lastDay, now);
  if (releaseProblem) errors.push({ message: releaseProblem, href: '#release-day' });
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

/**
 * What is wrong with the day on which a cycle is to be released; null where nothing is.
 * @param releasesOn null where an administrator releases it.
 */
export function problemWithReleaseDay(
  releasesOn: string | null,
  lastDay: string,
  now: Date,
): string | null {
  if (releasesOn === null) return null;
  if (releasesOn <= lastDay)
    return `The day of the release must be after the last day of the cycle, ${showDay(lastDay)}`;
  return releasesOn <= dateOf(now) ? 'The day of the release must be in the future' : null;
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

/** "31 March 2027": a date such as "2027-03-31" in words. */
export function showDay(date: string): string {
  return showDate(instantsOf(date).last.toISOString());
}
