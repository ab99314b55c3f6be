import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { clearRoom } from '../room/room-store.ts';
import { changeRoom } from '../store.ts';
import type { Workshop } from '../workshop.ts';

/**
 * Ends a workshop for good: devices and votes are forgotten, and what was agreed stays.
 * @param by null where the service ends it by itself.
 * @returns false, and nothing changed, where it is not open.
 */
export async function endWorkshop(
  database: Database,
  clock: Clock,
  { id, assessmentId }: Pick<Workshop, 'id' | 'assessmentId'>,
  by: string | null,
): Promise<boolean> {
  const at = timestamp(clock);
  return transact(database, async (transaction) => {
    if (!(await changeRoom(transaction, id, { ended_at: at, timer_ends_at: null }))) return false;
    await clearRoom(transaction, id);
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'end-workshop',
      subject: { assessment: assessmentId, workshop: id },
      before: { ended: false },
      after: { ended: true },
    });
    return true;
  });
}
