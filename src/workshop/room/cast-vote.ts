import { type Database, transact } from '../../shared/database.ts';
import { findBallot, updateBallot } from './ballot-store.ts';
import type { Choice } from './choice.ts';
import { countAgain, holdRoom } from './room-store.ts';

/**
 * Stores what somebody votes, in place of what they voted before in this round. Until it resolves
 * nothing may be said to be stored.
 * @returns whether this was their first vote in the round; null, and nothing changed, where they
 * cannot vote in it: it is revealed, its question is not on the screen, they are no longer in the
 * room or came after it began, or the workshop is not open.
 */
export async function castVote(
  database: Database,
  workshopId: string,
  participantId: string,
  { roundId, choice }: { readonly roundId: string; readonly choice: Choice },
): Promise<'first' | 'changed' | null> {
  return transact(database, async (transaction) => {
    const room = await holdRoom(transaction, workshopId);
    if (!room?.step) return null;
    const ballot = await findBallot(transaction, {
      workshopId,
      item: room.step,
      roundId,
      participantId,
    });
    if (!ballot) return null;
    await updateBallot(transaction, { roundId, participantId, choice });
    if (ballot.choice !== null) return 'changed';
    await countAgain(transaction, workshopId);
    return 'first';
  });
}
