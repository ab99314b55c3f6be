import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { isOnlyAdministrator } from './able-administrators.ts';
import { nationalChain } from './audit.ts';
import { holdChain, record } from './audit-store.ts';
import { deleteWaysIn, setDisabled } from './disabling-store.ts';
import { findByEmail } from './person-store.ts';

/**
 * Keeps somebody from signing in: their sessions end with the next request, and no link or account
 * lets them in. What they answered and the roles they hold stay as they are.
 * @param email in lower case.
 * @returns how many sessions ended; or, in which case nothing is changed, "unknown" where nobody
 * has the address, "already" where they are kept from it, and "last" where nobody else could
 * appoint an administrator.
 */
export async function disablePerson(
  database: Database,
  clock: Clock,
  email: string,
): Promise<number | 'unknown' | 'already' | 'last'> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    // First, since it keeps everybody waiting who takes an administrator away at the same time.
    await holdChain(transaction, nationalChain);
    const person = await findByEmail(transaction, email);
    if (!person) return 'unknown';
    if (person.disabledAt) return 'already';
    if (await isOnlyAdministrator(transaction, person.id)) return 'last';
    await setDisabled(transaction, person.id, now);
    const ended = await deleteWaysIn(transaction, person.id);
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: null,
      act: 'disable-person',
      subject: { person: person.id, sessions: ended },
      before: { disabled: false },
      after: { disabled: true },
    });
    return ended;
  });
}
