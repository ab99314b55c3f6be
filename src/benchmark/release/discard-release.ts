import { nationalChain } from '../../people/audit.ts';
import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { deleteRelease, holdUnpublished } from './publishing-store.ts';
import { findRelease } from './release-store.ts';

/**
 * Discards a release that is not published, with all that was made of it. Discarded before, it
 * changes nothing.
 * @param by the administrator; null where the service does it by itself.
 * @throws Problem "conflict" where it is published.
 */
export async function discardRelease(
  database: Database,
  clock: Clock,
  releaseId: string,
  by: string | null,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    const held = await holdUnpublished(transaction, releaseId);
    const release = await findRelease(transaction, releaseId);
    if (!release) return;
    if (!held)
      throw new Problem('conflict', 'This release is published, so it stays as it is for good.');
    await deleteRelease(transaction, releaseId);
    const { cycleId, number } = release;
    await record(transaction, {
      chain: nationalChain,
      at,
      actorId: by,
      act: 'discard-release',
      subject: { cycle: cycleId, release: releaseId, number },
      before: { preparedAt: release.preparedAt },
    });
  });
}
