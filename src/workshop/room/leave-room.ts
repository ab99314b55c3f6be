import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { findParticipant, updateParticipant } from './participant-store.ts';
import { countAgain, holdRoom } from './room-store.ts';

/**
 * Takes a device out of the room at its own wish; it may come back. What it voted still counts.
 * Once more, or where it was removed or the workshop is not open, nothing changes.
 */
export async function leaveRoom(
  database: Database,
  clock: Clock,
  workshopId: string,
  participantId: string,
): Promise<void> {
  await transact(database, async (transaction) => {
    if (!(await holdRoom(transaction, workshopId))) return;
    const device = await findParticipant(transaction, workshopId, participantId);
    if (!device || device.leftAt !== null || device.removedAt !== null) return;
    await updateParticipant(transaction, device.id, { left_at: timestamp(clock) });
    await countAgain(transaction, workshopId);
  });
}
