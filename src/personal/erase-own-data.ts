import { erasePerson } from '../assessment/erase-person.ts';
import { ableAdministrators } from '../people/able-administrators.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';

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
      const before = await ableAdministrators(transaction);
      // Its line in the audit keeps everybody waiting who ends another appointment meanwhile.
      await erasePerson(transaction, clock, personId);
      const left = await ableAdministrators(transaction);
      if (before.has(personId) && left.size === 0) throw new LastAdministrator();
    });
    return true;
  } catch (error) {
    if (error instanceof LastAdministrator) return false;
    throw error;
  }
}

/** Undoes what was begun. */
class LastAdministrator extends Error {}
