import type { Database } from '../shared/database.ts';
import type { JoinCode } from './join-code.ts';

/** The code of a survey that people can join with now; undefined when there is none. */
export async function findRunningCode(
  database: Database,
  assessmentId: string,
  now: string,
): Promise<JoinCode | undefined> {
  const row = await running(database, now)
    .where('assessment_id', '=', assessmentId)
    .executeTakeFirst();
  return row && toJoinCode(row);
}

/** A code that people can join with now, whatever survey it is for. */
export async function findByCode(
  database: Database,
  code: string,
  now: string,
): Promise<JoinCode | undefined> {
  const row = await running(database, now).where('code', '=', code).executeTakeFirst();
  return row && toJoinCode(row);
}

function running(database: Database, now: string) {
  return database.selectFrom('join_code').selectAll().where('expires_at', '>', now);
}

type JoinCodeRow = Awaited<ReturnType<ReturnType<typeof running>['executeTakeFirstOrThrow']>>;

function toJoinCode(row: JoinCodeRow): JoinCode {
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    code: row.code,
    places: row.places,
    taken: row.taken,
    expiresAt: row.expires_at,
  };
}

export async function insertJoinCode(
  database: Database,
  { id, assessmentId, code, places, expiresAt }: Omit<JoinCode, 'taken'>,
  now: string,
): Promise<void> {
  await database
    .insertInto('join_code')
    .values({
      id,
      assessment_id: assessmentId,
      code,
      places,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
}

/** Takes one of the places of a code, of two at once for the last one of them; false when full. */
export async function takePlaceOf(database: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('join_code')
    .set(({ eb }) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', id)
    .where(({ eb, ref }) => eb('taken', '<', ref('places')))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a code, running or ended, is of this survey. */
export async function hasCode(
  database: Database,
  code: { readonly id: string; readonly assessmentId: string },
): Promise<boolean> {
  const row = await database
    .selectFrom('join_code')
    .select('id')
    .where('id', '=', code.id)
    .where('assessment_id', '=', code.assessmentId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a running code of this survey; false when it has ended or is none of it. */
export async function endRunningCode(
  database: Database,
  code: { readonly id: string; readonly assessmentId: string },
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('join_code')
    .set({ expires_at: now })
    .where('id', '=', code.id)
    .where('assessment_id', '=', code.assessmentId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
