import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { england } from './able-administrators.ts';
import { insertAppointment, listPending } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';
import { markAccepted } from './invitation-store.ts';
import { findOrInsertPerson } from './person-store.ts';
import { deleteSessionsOf } from './store.ts';

const role = 'national-administrator';

/**
 * Makes the person with this address a national administrator at once, without an invitation: for
 * whoever runs the service itself. An invitation that waits for them is used up by it.
 * @param email in lower case; a new person is named by it.
 * @returns what keeps them from becoming one, in which case nothing is changed; null when they did.
 */
export async function createAdministrator(
  database: Database,
  clock: Clock,
  email: string,
): Promise<'already' | 'disabled' | null> {
  const now = timestamp(clock);
  try {
    await transact(database, async (transaction) => {
      const person = await findOrInsertPerson(transaction, { email, name: email, now });
      if (person.disabledAt) throw new NotCreated('disabled');
      await record(transaction, {
        chain: nationalChain,
        at: now,
        actorId: null,
        act: 'create-administrator',
        subject: { person: person.id },
        after: { role, organisation: null },
      });
      const appointment = { personId: person.id, role, ...england } as const;
      if (!(await insertAppointment(transaction, appointment, now)))
        throw new NotCreated('already');
      await deleteSessionsOf(transaction, person.id);
      for (const invitation of await listPending(transaction, england, [role]))
        if (invitation.email === email)
          await markAccepted(transaction, invitation.id, { personId: person.id, at: now });
    });
    return null;
  } catch (error) {
    if (error instanceof NotCreated) return error.reason;
    throw error;
  }
}

/** Undoes what was begun. */
class NotCreated extends Error {
  readonly reason: 'already' | 'disabled';

  constructor(reason: 'already' | 'disabled') {
    super('No administrator was created');
    this.reason = reason;
  }
}
