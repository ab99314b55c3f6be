import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import type { TypedFields } from './answer-form.ts';
import { answersOf } from './answer-store.ts';
import { differs, forgottenBefore, hasKept, type KeptForm, keptText } from './kept-form.ts';
import { forgetKeptForms, listKeptForms, upsertKeptForm } from './kept-form-store.ts';
import { type Place, stageOf } from './place.ts';

/**
 * Keeps what somebody sent whose session had ended, until they have signed in again. Their answers
 * stay as they are: what is kept is saved by nobody but them.
 * @param address where the form stands.
 * @returns false when nothing is kept: all of it is saved already, it is too large, or answers
 * can no longer be changed.
 */
export async function keepForm(
  database: Database,
  clock: Clock,
  place: Place,
  typed: TypedFields,
  address: string,
): Promise<boolean> {
  const now = clock();
  const content = keptText(typed);
  if (content === null || stageOf(place, now) !== 'open') return false;
  return transact(database, async (transaction) => {
    await forgetKeptForms(transaction, forgottenBefore(now));
    if (!differs(typed, await answersOf(transaction, place, [...typed.keys()]))) return false;
    const { respondentId } = place;
    await upsertKeptForm(transaction, { respondentId, address, content, now: now.toISOString() });
    return true;
  });
}

/** What is kept for the person of this place and not saved yet, the newest first. */
export async function keptForms(
  database: Database,
  clock: Clock,
  place: Place,
): Promise<readonly KeptForm[]> {
  const now = clock();
  return hasKept(place, now)
    ? listKeptForms(database, place.respondentId, forgottenBefore(now))
    : [];
}
