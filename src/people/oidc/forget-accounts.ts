import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { nationalChain } from '../audit.ts';
import { holdChain, record } from '../audit-store.ts';
import { deleteWaysIn } from '../disabling-store.ts';
import { findByEmail } from '../person-store.ts';
import { deleteIdentities } from './identity-store.ts';

/**
 * Forgets the accounts by which somebody is known who signs in elsewhere, as when they were given a
 * new one: the next account that is vouched for with their address is theirs. They are signed out.
 * @param email in lower case.
 * @returns how many accounts were forgotten; "unknown", and nothing is changed, where nobody has
 * the address.
 */
export async function forgetAccounts(
  database: Database,
  clock: Clock,
  email: string,
): Promise<number | 'unknown'> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    // First, since it keeps everybody waiting who comes with another account at the same time.
    await holdChain(transaction, nationalChain);
    const person = await findByEmail(transaction, email);
    if (!person) return 'unknown';
    const accounts = await deleteIdentities(transaction, person.id);
    if (accounts === 0) return 0;
    await deleteWaysIn(transaction, person.id);
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: null,
      act: 'forget-accounts',
      subject: { person: person.id },
      before: { accounts },
      after: { accounts: 0 },
    });
    return accounts;
  });
}
