import type { Family } from '../../questionnaire/questionnaire.ts';
import { type Database, transact } from '../../shared/database.ts';
import { newRandomId } from '../../shared/ids.ts';
import { mostDevices, newLabel } from './participant.ts';
import {
  findDevice,
  insertParticipant,
  listParticipants,
  updateParticipant,
} from './participant-store.ts';
import { countAgain, holdRoom } from './room-store.ts';

/**
 * Takes a device into the room of a workshop; one that left comes back as what it was, even when
 * joining is locked, and keeps its votes.
 * @param deviceHash of the secret in its cookie; the same one joins once.
 * @returns false, and nothing changed, where it was removed, is new when joining is locked or the
 * room is full, or the workshop is not open.
 */
export async function joinRoom(
  database: Database,
  workshopId: string,
  deviceHash: string,
  family: Family,
): Promise<boolean> {
  return transact(database, async (transaction) => {
    const room = await holdRoom(transaction, workshopId);
    if (!room) return false;
    const before = await findDevice(transaction, workshopId, deviceHash);
    if (before) {
      if (before.removedAt !== null) return false;
      await updateParticipant(transaction, before.id, { family, left_at: null });
    } else {
      const taken = (await listParticipants(transaction, workshopId)).map(({ label }) => label);
      if (room.locked || taken.length >= mostDevices) return false;
      const added = { id: newRandomId(), label: newLabel(taken), family };
      await insertParticipant(transaction, { ...added, workshopId, deviceHash });
    }
    await countAgain(transaction, workshopId);
    return true;
  });
}
