import { holdOpen } from '../assessment/change-store.ts';
import { record } from '../people/audit-store.ts';
import { type Clock, dateOf } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { enqueueFor } from './remind.ts';
import { updateClosesAt } from './running-store.ts';
import { findSurvey } from './store.ts';
import { closedAlready, refuseWhenClosed, type Survey } from './survey.ts';
import { listUnfinished } from './unfinished-store.ts';

/**
 * Lets a survey close by itself at another instant. Those who have not finished are told when they
 * have less time than before. Nothing is changed where it closes then already.
 * @param by the lead who changes it.
 * @throws Problem "too-late" when the survey is over.
 */
export async function changeClosingDate(
  database: Database,
  clock: Clock,
  { assessmentId }: Pick<Survey, 'assessmentId'>,
  closesAt: string,
  by: string,
): Promise<void> {
  const now = clock();
  const at = now.toISOString();
  await transact(database, async (transaction) => {
    // First, so that nobody else changes what is said to have been so before.
    const open = await holdOpen(transaction, assessmentId);
    const before = found(await findSurvey(transaction, assessmentId));
    refuseWhenClosed(before, now);
    if (!open) throw closedAlready();
    if (before.closesAt === closesAt) return;
    await updateClosesAt(transaction, assessmentId, closesAt);
    if (closesAt < before.closesAt) {
      const people = await listUnfinished(transaction, assessmentId);
      await enqueueFor(transaction, 'closing-soon', assessmentId, people, at);
    }
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'change-closing-date',
      subject: { assessment: assessmentId, closes: dateOf(new Date(closesAt)) },
      before: { closesAt: before.closesAt },
      after: { closesAt },
    });
  });
}
