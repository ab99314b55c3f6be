import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import type { Survey } from '../../survey/survey.ts';
import { endSharing, findSignOff, markReopened } from './sign-off-store.ts';

/**
 * Reopens a position that is signed off, so that it can be changed. The sign-off is kept, and is
 * no longer shared. Reopened before, it changes nothing.
 * @param by the lead or the signatory.
 * @throws Problem "not-found" when the assessment has no such sign-off.
 */
export async function reopenPosition(
  database: Database,
  clock: Clock,
  { assessmentId }: Pick<Survey, 'assessmentId'>,
  reopened: { readonly signOff: string; readonly reason: string },
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  const { signOff: id, reason } = reopened;
  await transact(database, async (transaction) => {
    found(await findSignOff(transaction, assessmentId, id));
    if (!(await markReopened(transaction, id, { at, by, reason }))) return;
    const subject = { assessment: assessmentId, signOff: id };
    const line = { chain: assessmentId, at, actorId: by, subject };
    await record(transaction, {
      ...line,
      act: 'reopen-position',
      before: { signed: true },
      after: { signed: false },
    });
    if (await endSharing(transaction, id))
      await record(transaction, {
        ...line,
        act: 'stop-sharing-with-icb',
        before: { shared: true },
        after: { shared: false },
      });
  });
}
