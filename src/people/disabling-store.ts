import type { Database } from '../shared/database.ts';

/** Keeps somebody from signing in, or lets them in again. */
export async function setDisabled(
  database: Database,
  personId: string,
  since: string | null,
): Promise<void> {
  await database
    .updateTable('person')
    .set({ disabled_at: since })
    .where('id', '=', personId)
    .execute();
}

/**
 * Deletes everything with which somebody is signed in or could be at once: sessions, links to sign
 * in, and sign-ins under way elsewhere.
 * @returns how many sessions they had, those included that had ended by themselves.
 */
export async function deleteWaysIn(database: Database, personId: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  for (const table of ['sign_in_link', 'sign_in_attempt'] as const)
    await database.deleteFrom(table).where('person_id', '=', personId).execute();
  return Number(numDeletedRows);
}
