import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { findParticipant, updateParticipant } from './participant-store.ts';
import { countAgain, holdRoom } from './room-store.ts';

/**
 * Takes a device out of the room for good. Its vote in a round that is not revealed yet will not
 * count; until then the number of votes stays what it was, so that it says nothing of this one.
 * @returns false, and nothing changed, where it was removed already or the workshop is not open.
 * @throws Problem "not-found" where no such device joined the workshop.
 */
export async function removeDevice(
  database: Database,
  clock: Clock,
  workshopId: string,
  participantId: string,
  by: string,
): Promise<boolean> {
  const at = timestamp(clock);
  return transact(database, async (transaction) => {
    const room = await holdRoom(transaction, workshopId);
    const device = found(await findParticipant(transaction, workshopId, participantId));
    if (!room || device.removedAt !== null) return false;
    await updateParticipant(transaction, device.id, { removed_at: at });
    await countAgain(transaction, workshopId);
    await record(transaction, {
      chain: room.assessmentId,
      at,
      actorId: by,
      act: 'remove-device',
      subject: { workshop: workshopId, device: device.label },
      before: { removed: false },
      after: { removed: true },
    });
    return true;
  });
}
