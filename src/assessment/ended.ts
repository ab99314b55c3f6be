import type { Database } from '../shared/database.ts';
import { notFound, Problem } from '../shared/problems.ts';
import { type End, endOf } from './change-store.ts';
import { type Place, stageOf } from './place.ts';

const words: Record<End, () => Problem> = {
  submitted: () =>
    new Problem('conflict', 'You have submitted your answers, so they can no longer be changed.'),
  withdrawn: () =>
    new Problem(
      'too-late',
      'Your invitation to this survey has been withdrawn, so answers can no longer be changed.',
    ),
  closed: () =>
    new Problem('too-late', 'The survey has closed, so answers can no longer be changed.'),
};

/** @throws Problem when the respondent has submitted or the survey has closed. */
export function refuseWhenEnded(place: Place, now: Date): void {
  const stage = stageOf(place, now);
  if (stage !== 'open') throw words[stage]();
}

/**
 * What to tell a person whose place was open when they asked and is not any more: which of the
 * things that end it has happened in the meantime.
 */
export async function refusal(database: Database, place: Place): Promise<Problem> {
  const end = await endOf(database, place);
  return end ? words[end]() : notFound();
}
