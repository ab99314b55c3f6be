import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import { hashed, type Session, type Way } from './session.ts';

/** The session with this id; undefined when there is none or its person is disabled. */
export async function findSession(database: Database, id: string): Promise<Session | undefined> {
  const idHash = hashed(id);
  // A row for each appointment, so that one question answers all.
  const { rows } = await sessionWith(database, { idHash });
  const [row] = rows;
  const roles = [...new Set(rows.flatMap(({ role }) => role ?? []))];
  return (
    row && {
      idHash,
      person: { id: row.id, name: row.name, jobTitle: row.job_title, email: row.email, roles },
      csrfToken: row.csrf_token,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      way: row.way,
      confirmedAt: row.confirmed_at,
    }
  );
}

const sessionWith = prepared((database, value: Values<{ idHash: string }>) =>
  database
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .leftJoin('appointment', (join) =>
      join.onRef('appointment.person_id', '=', 'person.id').on('appointment.ended_at', 'is', null),
    )
    .select([
      'session.csrf_token',
      'session.created_at',
      'session.seen_at',
      'session.way',
      'session.confirmed_at',
      'person.id',
      'person.name',
      'person.job_title',
      'person.email',
      'appointment.role',
    ])
    .where('session.id_hash', 'in', [value('idHash')])
    .where('person.disabled_at', 'is', null),
);

/** Keeps a new session under the hash of its id. */
export async function insertSession(
  database: Database,
  session: {
    readonly id: string;
    readonly personId: string;
    readonly csrfToken: string;
    readonly now: string;
    readonly way?: Way;
    readonly browser?: string;
    readonly confirmedAt?: string | null;
  },
): Promise<void> {
  await database
    .insertInto('session')
    .values({
      id_hash: hashed(session.id),
      person_id: session.personId,
      csrf_token: session.csrfToken,
      created_at: session.now,
      seen_at: session.now,
      way: session.way ?? null,
      browser: session.browser ?? null,
      confirmed_at: session.confirmedAt ?? null,
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

/** Signs somebody out everywhere. */
export async function deleteSessionsOf(database: Database, personId: string): Promise<void> {
  await database.deleteFrom('session').where('person_id', '=', personId).execute();
}

/** Forgets the sessions that were last seen before an instant. */
export async function deleteOldSessions(database: Database, before: string): Promise<void> {
  await database.deleteFrom('session').where('seen_at', '<', before).execute();
}
