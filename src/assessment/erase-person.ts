import { nationalChain } from '../people/audit.ts';
import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { eraseRespondent } from './erase-respondent.ts';
import { listAllPlaces } from './erasure-store.ts';
import {
  addressOf,
  clearInvitations,
  clearPerson,
  deleteMessages,
  endAccess,
  endAppointments,
} from './person-erasure-store.ts';

/** How much there was of somebody who was erased. */
export interface ErasedPerson {
  /** Surveys from which their answers were removed, because those had not closed. */
  readonly removed: number;
  /** Surveys whose results stay, and whose answers nobody can tell to be theirs any more. */
  readonly unlinked: number;
  readonly appointments: number;
  readonly invitations: number;
  readonly messages: number;
}

/**
 * Erases a person, all of it or nothing: as a respondent wherever they have a place, their access,
 * their roles, and their name and address wherever those stand. The audit stays as it is.
 * @throws Problem "not-found" without such a person.
 */
export async function erasePerson(
  database: Database,
  clock: Clock,
  personId: string,
): Promise<ErasedPerson> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    const { email } = found(await addressOf(transaction, personId));
    const erased = { removed: 0, unlinked: 0 };
    for (const place of await listAllPlaces(transaction, personId))
      erased[await eraseRespondent(transaction, clock, place, personId)]++;
    await endAccess(transaction, personId);
    const appointments = await endAppointments(transaction, personId, now);
    const invitations = await clearInvitations(transaction, personId, email);
    const messages = email === null ? 0 : await deleteMessages(transaction, email);
    await clearPerson(transaction, personId, now);
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: null,
      act: 'erase-person',
      subject: { person: personId },
    });
    return { ...erased, appointments, invitations, messages };
  });
}
