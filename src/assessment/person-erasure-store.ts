import { deleteWaysIn } from '../people/disabling-store.ts';
import { deleteIdentities } from '../people/oidc/identity-store.ts';
import type { Database } from '../shared/database.ts';

/** The address of somebody, null where they have none; undefined when there is no such person. */
export async function addressOf(
  database: Database,
  personId: string,
): Promise<{ readonly email: string | null } | undefined> {
  return database
    .selectFrom('person')
    .select('email')
    .where('id', '=', personId)
    .executeTakeFirst();
}

/** Signs somebody out everywhere, and ends every way in which they could sign in again. */
export async function endAccess(database: Database, personId: string): Promise<void> {
  await deleteWaysIn(database, personId);
  await deleteIdentities(database, personId);
}

/** Ends every role that somebody holds. @returns how many. */
export async function endAppointments(
  database: Database,
  personId: string,
  now: string,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('appointment')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * Leaves of every invitation to somebody, accepted or not, only what it was for, and ends its
 * links. @returns how many.
 */
export async function clearInvitations(
  database: Database,
  personId: string,
  email: string | null,
): Promise<number> {
  const rows = await database
    .updateTable('invitation')
    .set({ email: null, name: null, person_id: null })
    .where(({ or, eb }) =>
      or([eb('person_id', '=', personId), ...(email === null ? [] : [eb('email', '=', email)])]),
    )
    .returning('id')
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await database.deleteFrom('invitation_link').where('invitation_id', 'in', ids).execute();
  return ids.length;
}

/** Deletes every mail to an address, sent or not. @returns how many. */
export async function deleteMessages(database: Database, email: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('message')
    .where('address', '=', email)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** What stands in the place of the name of somebody who was erased. */
export const erasedName = 'Erased person';

/** Leaves of a person only that there was one, who can sign in no more. */
export async function clearPerson(
  database: Database,
  personId: string,
  now: string,
): Promise<void> {
  await database
    .updateTable('person')
    .set({ name: erasedName, job_title: '', email: null, disabled_at: now })
    .where('id', '=', personId)
    .execute();
}
