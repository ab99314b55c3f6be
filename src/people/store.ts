import { hash } from 'node:crypto';
import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import type { Session } from './session.ts';

// Only the hash of an id is stored, so that a copy of the database signs nobody in.
function hashed(id: string): string {
  return hash('sha256', id, 'base64url');
}

/** The session with this id; undefined when there is none or its person is disabled. */
export async function findSession(database: Database, id: string): Promise<Session | undefined> {
  const idHash = hashed(id);
  const {
    rows: [row],
  } = await sessionWith(database, { idHash });
  return (
    row && {
      idHash,
      person: { id: row.id, name: row.name, jobTitle: row.job_title },
      csrfToken: row.csrf_token,
      createdAt: row.created_at,
      seenAt: row.seen_at,
    }
  );
}

const sessionWith = prepared((database, value: Values<{ idHash: string }>) =>
  database
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'session.csrf_token',
      'session.created_at',
      'session.seen_at',
      'person.id',
      'person.name',
      'person.job_title',
    ])
    .where('session.id_hash', 'in', [value('idHash')])
    .where('person.disabled_at', 'is', null),
);

/** Keeps a new session under the hash of its id. */
export async function insertSession(
  database: Database,
  session: { id: string; personId: string; csrfToken: string; now: string },
): Promise<void> {
  await database
    .insertInto('session')
    .values({
      id_hash: hashed(session.id),
      person_id: session.personId,
      csrf_token: session.csrfToken,
      created_at: session.now,
      seen_at: session.now,
    })
    .execute();
}

export async function updateSeen(database: Database, { idHash }: Session, now: string) {
  await database
    .updateTable('session')
    .set({ seen_at: now })
    .where('id_hash', '=', idHash)
    .execute();
}

export async function deleteSession(database: Database, { idHash }: Session): Promise<void> {
  await database.deleteFrom('session').where('id_hash', '=', idHash).execute();
}

/** Forgets the sessions that nobody can use any more. */
export async function deleteEndedSessions(
  database: Database,
  before: { created: string; seen: string },
): Promise<void> {
  await database
    .deleteFrom('session')
    .where(({ or, eb }) =>
      or([eb('created_at', '<', before.created), eb('seen_at', '<', before.seen)]),
    )
    .execute();
}
