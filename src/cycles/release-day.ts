import { type ReadDate, readDate, type TypedDate } from '../shared/dates.ts';

/** The day of a release as it was typed; no day at all where every field was left empty. */
export type ReadReleaseDay =
  | ReadDate
  | { readonly date: null; readonly error: null; readonly typed: TypedDate };

/** Reads the fields release-day, release-month and release-year, all of which may be left empty. */
export function readReleaseDay(body: unknown): ReadReleaseDay {
  const read = readDate(body, 'release', 'The day of the release');
  const isEmpty = Object.values(read.typed).every((text) => text === '');
  return isEmpty ? { date: null, error: null, typed: read.typed } : read;
}
