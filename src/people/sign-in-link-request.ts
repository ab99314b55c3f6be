import { countSince, enqueue } from '../mail/store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { limitPeriod } from './rate-limit.ts';
import { mostLinks } from './sign-in-link.ts';

/**
 * Puts a mail with a link to sign in in the queue, at most three in a quarter of an hour for one
 * address. It does the same for every address: whether somebody has it is asked when the mail is
 * written, so that neither the answer nor its timing tells.
 * @param returnTo a path of this service to lead to; null for home.
 */
export async function requestLink(
  database: Database,
  clock: Clock,
  address: string,
  returnTo: string | null,
): Promise<void> {
  const now = clock();
  const since = new Date(now.getTime() - limitPeriod).toISOString();
  await transact(database, async (transaction) => {
    if ((await countSince(transaction, 'sign-in', address, since)) >= mostLinks) return;
    await enqueue(transaction, [{ kind: 'sign-in', address, returnTo }], now.toISOString());
  });
}
