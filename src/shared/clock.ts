import { LRUCache } from 'lru-cache';

/** Tells the time. Passed in everywhere, so that tests decide what time it is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** An instant as it is stored: UTC, ISO 8601, to the millisecond. */
export function timestamp(clock: Clock): string {
  return clock().toISOString();
}

const zone = 'Europe/London';
const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone });

/** "31 March 2027": a stored instant as a date in England. */
export function showDate(instant: string): string {
  return dateFormat.format(new Date(instant));
}

/** "10:32": a stored instant as a time of day in England. */
export function showTime(instant: string): string {
  return inEngland(new Date(instant)).slice(11, 16);
}

/** The last millisecond in England of the day in which an instant lies. */
export function endOfDay(instant: Date): Date {
  const day = 24 * anHour;
  const nextMidnight = new Date(Math.floor(instant.getTime() / day) * day + day);
  // Its midnight is at 23:00 UTC in summer.
  return new Date(nextMidnight.getTime() - ahead(nextMidnight) - 1);
}

/** The first and the last instant in England of a date such as "2027-03-31". */
export function instantsOf(date: string): { first: Date; last: Date } {
  const last = endOfDay(new Date(`${date}T12:00:00Z`));
  const dayBefore = new Date(Date.parse(`${date}T12:00:00Z`) - 24 * anHour);
  return { first: new Date(endOfDay(dayBefore).getTime() + 1), last };
}

/** The date in England, "2027-03-31", on which an instant lies. */
export function dateOf(instant: Date): string {
  return inEngland(instant).slice(0, 10);
}

/** What the clocks in England show at an instant, as ISO 8601 writes it but without a zone. */
function inEngland(instant: Date): string {
  return new Date(instant.getTime() + ahead(instant)).toISOString().slice(0, -1);
}

const hourFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
});

const anHour = 60 * 60 * 1000;
const aheadIn = new LRUCache<number, number>({ max: 5000 });

/**
 * How far the clocks in England are ahead of UTC, in milliseconds: none, or an hour. They change
 * on the hour, and most pages ask: so each hour is asked of the calendar once.
 */
function ahead(instant: Date): number {
  const hour = Math.floor(instant.getTime() / anHour);
  const known = aheadIn.get(hour);
  if (known !== undefined) return known;
  const start = new Date(hour * anHour);
  const found = Number(hourFormat.format(start)) === start.getUTCHours() ? 0 : anHour;
  aheadIn.set(hour, found);
  return found;
}
