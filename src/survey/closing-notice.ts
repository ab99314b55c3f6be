import { holdOpen } from '../assessment/change-store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { enqueueFor } from './remind.ts';
import { hasClosingNotice, listClosingBetween } from './running-store.ts';
import { listUnfinished } from './unfinished-store.ts';

/** How long before a survey closes people are told, in ms: in the morning two days earlier. */
const ahead = 64 * 60 * 60 * 1000;

/**
 * Tells those who have not finished that their survey closes in two days, once for each closing
 * date. Whoever was invited later than that has just been told.
 */
export async function sendClosingNotices(database: Database, clock: Clock): Promise<void> {
  const now = clock();
  const at = now.toISOString();
  const until = new Date(now.getTime() + ahead).toISOString();
  for (const { assessmentId, closesAt } of await listClosingBetween(database, at, until)) {
    // Mails from then on were about this date: a date that was changed has another "then".
    const since = new Date(Date.parse(closesAt) - ahead).toISOString();
    if (await hasClosingNotice(database, assessmentId, since)) continue;
    if ((await listUnfinished(database, assessmentId, since)).length === 0) continue;
    await transact(database, async (transaction) => {
      if (!(await holdOpen(transaction, assessmentId))) return;
      // Another server may have been quicker.
      if (await hasClosingNotice(transaction, assessmentId, since)) return;
      const people = await listUnfinished(transaction, assessmentId, since);
      await enqueueFor(transaction, 'closing-soon', assessmentId, people, at);
    });
  }
}
