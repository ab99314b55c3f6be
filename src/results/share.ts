import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { canBeShown, type Results } from './results.ts';
import { enqueueResults } from './results-message.ts';
import { addressesToTell, setShared } from './share-store.ts';

/**
 * Lets those who have a place in a survey see its results and tells those who submitted, or stops
 * letting them. Done already, it changes nothing and tells nobody.
 * @throws Problem "conflict" before the survey has closed, or where nothing of it can be shown.
 */
export async function shareResults(
  database: Database,
  clock: Clock,
  { survey: { assessmentId }, released }: Results,
  share: { readonly on: boolean; readonly by: string },
): Promise<void> {
  if (!released)
    throw new Problem('conflict', 'The survey has not closed yet, so there is nothing to share.');
  if (share.on && !canBeShown(released))
    throw new Problem('conflict', 'The results of this survey cannot be shown to anybody.');
  const now = timestamp(clock);
  await transact(database, async (transaction) => {
    if (!(await setShared(transaction, assessmentId, share.on ? now : null))) return;
    await record(transaction, {
      chain: assessmentId,
      at: now,
      actorId: share.by,
      act: share.on ? 'share-results' : 'stop-sharing-results',
      subject: { assessment: assessmentId },
      before: { shared: !share.on },
      after: { shared: share.on },
    });
    if (!share.on) return;
    const addresses = await addressesToTell(transaction, assessmentId);
    await enqueueResults(transaction, assessmentId, addresses, now);
  });
}
