import type { Database } from '../shared/database.ts';
import type { Session } from './session.ts';

/** A session as its owner sees it. */
export interface ListedSession extends Pick<Session, 'idHash' | 'way' | 'createdAt' | 'seenAt'> {
  /** In words; null for sessions from before it was noted. */
  readonly browser: string | null;
}

/** The sessions of somebody that give access, the last used first. */
export async function listSessions(
  database: Database,
  personId: string,
  since: { readonly seen: string; readonly created: string },
): Promise<readonly ListedSession[]> {
  const rows = await database
    .selectFrom('session')
    .select(['id_hash', 'way', 'browser', 'created_at', 'seen_at'])
    .where('person_id', '=', personId)
    .where('seen_at', '>=', since.seen)
    .where('created_at', '>=', since.created)
    .orderBy('seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id_hash')
    .execute();
  return rows.map((row) => ({
    idHash: row.id_hash,
    way: row.way,
    browser: row.browser,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

/** Ends one session of this person; false where they have no such one. */
export async function endSessionOf(
  database: Database,
  personId: string,
  idHash: string,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Ends all sessions of this person but one. */
export async function endOtherSessions(
  database: Database,
  personId: string,
  idHash: string,
): Promise<void> {
  await database
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id_hash', '!=', idHash)
    .execute();
}
