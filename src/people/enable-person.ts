import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { nationalChain } from './audit.ts';
import { holdChain, record } from './audit-store.ts';
import { deleteWaysIn, setDisabled } from './disabling-store.ts';
import { findByEmail } from './person-store.ts';

/**
 * Lets somebody sign in again who was kept from it, with the roles that they hold. They have to
 * sign in anew: whatever was begun while they were disabled is worth nothing.
 * @param email in lower case.
 * @returns what keeps that from being done, in which case nothing is changed; null when it was.
 */
export async function enablePerson(
  database: Database,
  clock: Clock,
  email: string,
): Promise<'unknown' | 'already' | null> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    await holdChain(transaction, nationalChain);
    const person = await findByEmail(transaction, email);
    if (!person) return 'unknown';
    if (!person.disabledAt) return 'already';
    await deleteWaysIn(transaction, person.id);
    await setDisabled(transaction, person.id, null);
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: null,
      act: 'enable-person',
      subject: { person: person.id },
      before: { disabled: true },
      after: { disabled: false },
    });
    return null;
  });
}
