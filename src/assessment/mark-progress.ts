import type { Database } from '../shared/database.ts';
import { type Change, touchRespondent } from './change-store.ts';
import { refusal } from './ended.ts';
import type { Place } from './place.ts';

/**
 * Marks what a respondent has done besides answering.
 * @throws Problem "conflict" after submission and "too-late" after closing.
 */
export async function markProgress(
  database: Database,
  place: Place,
  change: Change,
): Promise<void> {
  if (!(await touchRespondent(database, place, change))) throw await refusal(database, place);
}
