import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found, Problem } from '../../shared/problems.ts';
import type { Survey } from '../../survey/survey.ts';
import { icbsAbove } from './icb-above.ts';
import { findSignOff, setSharedWithIcb } from './sign-off-store.ts';
import { nobodyToShareWith } from './sign-position.ts';

/**
 * Lets the integrated care board see the scores of a sign-off, or stops letting it; done already,
 * it changes nothing.
 * @param by the signatory.
 * @throws Problem "not-found" when the assessment has no such sign-off, "conflict" when it was
 * reopened, "invalid" where there is no board to share with.
 */
export async function shareWithIcb(
  database: Database,
  clock: Clock,
  survey: Survey,
  { signOff: id, share }: { readonly signOff: string; readonly share: boolean },
  by: string,
): Promise<void> {
  const { assessmentId } = survey;
  const now = clock();
  const at = timestamp(() => now);
  if (share && (await icbsAbove(database, survey, now)).length === 0) throw nobodyToShareWith();
  await transact(database, async (transaction) => {
    found(await findSignOff(transaction, assessmentId, id));
    const changed = await setSharedWithIcb(transaction, id, share ? at : null);
    if (changed)
      return record(transaction, {
        chain: assessmentId,
        at,
        actorId: by,
        act: share ? 'share-with-icb' : 'stop-sharing-with-icb',
        subject: { assessment: assessmentId, signOff: id },
        before: { shared: !share },
        after: { shared: share },
      });
    // What was reopened is shared no more, so that only sharing it is refused.
    const { reopened } = found(await findSignOff(transaction, assessmentId, id));
    if (share && reopened)
      throw new Problem(
        'conflict',
        'This position was reopened since you opened this page, so it cannot be shared.',
      );
  });
}
