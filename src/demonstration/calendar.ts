import { endOfDay } from '../shared/clock.ts';

const day = 24 * 60 * 60 * 1000;

/** The dates of one cycle, as instants. */
export interface CycleDates {
  readonly name: string;
  readonly opens: Date;
  readonly closes: Date;
  /** Null for the cycle that is still open. */
  readonly released: Date | null;
}

/**
 * Two released cycles and one that is open, half a year apart, placed around the day of the first
 * start so that the open one stays open for months.
 */
export function calendar(today: Date): readonly CycleDates[] {
  return [2, 1, 0].map((halfYearsAgo) => {
    const opens = new Date(startOfDay(today).getTime() - (42 + 182 * halfYearsAgo) * day);
    const open = halfYearsAgo === 0;
    const closes = endOfDay(new Date(opens.getTime() + (open ? 239 : 69) * day));
    const released = open ? null : new Date(closes.getTime() + 30 * day);
    return { name: seasonOf(opens), opens, closes, released };
  });
}

function startOfDay(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / day) * day);
}

const seasons = ['Winter', 'Spring', 'Summer', 'Autumn'] as const;

/** "Autumn 2026": the season and year in which a cycle opens; December counts as next winter. */
function seasonOf(instant: Date): string {
  const month = (instant.getUTCMonth() + 1) % 12;
  const year = instant.getUTCFullYear() + (month === 0 ? 1 : 0);
  return `${seasons[Math.floor(month / 3)]} ${year}`;
}
