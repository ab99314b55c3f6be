import { erasePerson } from '../assessment/erase-person.ts';
import { listAppointments } from '../people/appointment-store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';

const england = { organisationCode: null, assessmentId: null } as const;

/**
 * Erases the person who asks for it, all of it or nothing.
 * @returns false, and nothing is changed, where they are the last national administrator: nobody
 * could appoint another one.
 * @throws Problem "not-found" without such a person.
 */
export async function eraseOwnData(
  database: Database,
  clock: Clock,
  personId: string,
): Promise<boolean> {
  try {
    await transact(database, async (transaction) => {
      const before = await administrators(transaction);
      // Its line in the audit keeps everybody waiting who ends another appointment meanwhile.
      await erasePerson(transaction, clock, personId);
      const left = await administrators(transaction);
      if (before.includes(personId) && left.length === 0) throw new LastAdministrator();
    });
    return true;
  } catch (error) {
    if (error instanceof LastAdministrator) return false;
    throw error;
  }
}

/** Whether nobody but this person could appoint people for the service. */
export async function isLastAdministrator(database: Database, personId: string): Promise<boolean> {
  const all = await administrators(database);
  return all.length === 1 && all[0] === personId;
}

async function administrators(database: Database): Promise<readonly string[]> {
  const holders = await listAppointments(database, england);
  return holders.flatMap(({ person }) => (person.disabled ? [] : [person.id]));
}

/** Undoes what was begun. */
class LastAdministrator extends Error {}
