import { record } from '../../people/audit-store.ts';
import { holdPosition } from '../../position/agreement-store.ts';
import { refuseUnless } from '../../position/record-agreement.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import type { Workshop } from '../workshop.ts';
import { listAgenda } from './agenda-store.ts';
import { markOpened } from './prepare-store.ts';

/**
 * Opens a workshop: from now on people can join it. One that was opened before stays as it is.
 * @param by who runs it.
 * @throws Problem "conflict" when nothing is on its agenda, or the position was signed off since.
 */
export async function openWorkshop(
  database: Database,
  clock: Clock,
  { id, assessmentId }: Pick<Workshop, 'id' | 'assessmentId'>,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    const state = await holdPosition(transaction, assessmentId);
    if (!(await markOpened(transaction, id, at))) return;
    refuseUnless(state);
    if ((await listAgenda(transaction, id)).length === 0)
      throw new Problem('conflict', 'Nothing is on the agenda yet. Go back, and add something.');
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'open-workshop',
      subject: { assessment: assessmentId, workshop: id },
      before: { opened: false },
      after: { opened: true },
    });
  });
}
