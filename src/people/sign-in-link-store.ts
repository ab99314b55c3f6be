import { type Database, transact } from '../shared/database.ts';
import { hashed } from './session.ts';

/** Keeps the hash of a new link, which puts every earlier one of the same person out of use. */
export async function replaceLinks(
  database: Database,
  link: {
    readonly token: string;
    readonly personId: string;
    readonly returnTo: string | null;
    readonly now: string;
    readonly expiresAt: string;
  },
): Promise<void> {
  await transact(database, async (transaction) => {
    await transaction.deleteFrom('sign_in_link').where('person_id', '=', link.personId).execute();
    await transaction
      .insertInto('sign_in_link')
      .values({
        token_hash: hashed(link.token),
        person_id: link.personId,
        return_to: link.returnTo,
        created_at: link.now,
        expires_at: link.expiresAt,
      })
      .execute();
  });
}

/** Whom a link signs in, and where they wanted to go. */
export interface UsedLink {
  readonly personId: string;
  readonly returnTo: string | null;
}

/**
 * Uses a link up, in one statement, so that of two who try at once one succeeds; undefined for one
 * that was used before, has expired, was superseded, or whose person is disabled.
 */
export async function useLink(
  database: Database,
  token: string,
  now: string,
): Promise<UsedLink | undefined> {
  const row = await database
    .deleteFrom('sign_in_link')
    .where('token_hash', '=', hashed(token))
    .where('expires_at', '>', now)
    .where('person_id', 'in', (eb) =>
      eb.selectFrom('person').select('person.id').where('person.disabled_at', 'is', null),
    )
    .returning(['person_id', 'return_to'])
    .executeTakeFirst();
  return row && { personId: row.person_id, returnTo: row.return_to };
}

/** Forgets the links that have expired. */
export async function forgetExpiredLinks(database: Database, now: string): Promise<void> {
  await database.deleteFrom('sign_in_link').where('expires_at', '<=', now).execute();
}
