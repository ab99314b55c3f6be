/** Tells the time. Passed in everywhere, so that tests decide what time it is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** An instant as it is stored: UTC, ISO 8601, to the millisecond. */
export function timestamp(clock: Clock): string {
  return clock().toISOString();
}

const zone = 'Europe/London';
const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone });
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: zone,
});

/** "31 March 2027": a stored instant as a date in England. */
export function showDate(instant: string): string {
  return dateFormat.format(new Date(instant));
}

/** "10:32": a stored instant as a time of day in England. */
export function showTime(instant: string): string {
  return timeFormat.format(new Date(instant));
}

/** The last millisecond in England of the day in which an instant lies. */
export function endOfDay(instant: Date): Date {
  const day = 24 * 60 * 60 * 1000;
  const nextMidnight = new Date(Math.floor(instant.getTime() / day) * day + day);
  // England is at UTC, or an hour ahead of it: its midnight is at 23:00 UTC in summer.
  const hour = Number(hourFormat.format(nextMidnight));
  return new Date(nextMidnight.getTime() - hour * 60 * 60 * 1000 - 1);
}

/** The first and the last instant in England of a date such as "2027-03-31". */
export function instantsOf(date: string): { first: Date; last: Date } {
  const last = endOfDay(new Date(`${date}T12:00:00Z`));
  const dayBefore = new Date(Date.parse(`${date}T12:00:00Z`) - 24 * 60 * 60 * 1000);
  return { first: new Date(endOfDay(dayBefore).getTime() + 1), last };
}

/** The date in England, "2027-03-31", on which an instant lies. */
export function dateOf(instant: Date): string {
  return isoDateFormat.format(instant);
}

// Swedes write dates as ISO 8601 does.
const isoDateFormat = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone });

const hourFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
});
