import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { changeRoom } from '../store.ts';
import { holdRoom } from './room-store.ts';
import { tallyOf } from './round.ts';
import { findRound, listChoices, updateRevealed } from './round-store.ts';

/**
 * Shows the room what it chose, once and for good: whatever happens to a device later changes
 * nothing in it. A device that was removed before does not count.
 * @returns false, and nothing changed, where it is revealed already, or its question is not on the
 * screen any more.
 * @throws Problem "not-found" where the workshop has no such round.
 */
export async function revealRound(
  database: Database,
  clock: Clock,
  workshopId: string,
  roundId: string,
): Promise<boolean> {
  return transact(database, async (transaction) => {
    const room = await holdRoom(transaction, workshopId);
    const { item, revealedAt } = found(await findRound(transaction, workshopId, roundId));
    if (room?.step !== item || revealedAt !== null) return false;
    const tally = tallyOf(await listChoices(transaction, roundId));
    await updateRevealed(transaction, { id: roundId, revealedAt: timestamp(clock), tally });
    await changeRoom(transaction, workshopId, {});
    return true;
  });
}
