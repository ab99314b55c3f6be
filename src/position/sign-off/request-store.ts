import { erasedName } from '../../assessment/person-erasure-store.ts';
import type { Database } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import type { Doer, SignOffRequest } from './sign-off.ts';

/** Every time that somebody asked for this position to be signed off, the newest first. */
export async function listRequests(
  database: Database,
  assessmentId: string,
): Promise<readonly SignOffRequest[]> {
  const rows = await requests(database, assessmentId)
    .orderBy('request.asked_at', 'desc')
    .orderBy('request.id', 'desc')
    .execute();
  return rows.map(toRequest);
}

/** The request that waits for the signatory; undefined where none does. */
export async function findOpenRequest(
  database: Database,
  assessmentId: string,
): Promise<SignOffRequest | undefined> {
  const row = await requests(database, assessmentId)
    .where('request.ended_at', 'is', null)
    .executeTakeFirst();
  return row && toRequest(row);
}

function requests(database: Database, assessmentId: string) {
  return database
    .selectFrom('sign_off_request as request')
    .innerJoin('person as asker', 'asker.id', 'request.asked_by')
    .leftJoin('person as ender', 'ender.id', 'request.ended_by')
    .selectAll('request')
    .select(['asker.name as asker_name', 'ender.name as ender_name'])
    .where('request.assessment_id', '=', assessmentId);
}

type RequestRow = Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>;

function toRequest(row: RequestRow): SignOffRequest {
  return {
    id: row.id,
    askedAt: row.asked_at,
    askedBy: doerOf(row.asked_by, row.asker_name),
    ended:
      row.ended_at !== null && row.outcome !== null
        ? {
            at: row.ended_at,
            by: doerOf(row.ended_by ?? '', row.ender_name),
            outcome: row.outcome,
            reason: row.reason,
          }
        : null,
  };
}

/** Somebody by the name they have now. */
export function doerOf(id: string, name: string | null): Doer {
  return { id, name: name === erasedName ? null : name };
}

/** Adds a request, in a transaction that holds the position. @returns its id. */
export async function insertRequest(
  transaction: Database,
  assessmentId: string,
  asked: { readonly at: string; readonly by: string },
): Promise<string> {
  const id = newId();
  await transaction
    .insertInto('sign_off_request')
    .values({ id, assessment_id: assessmentId, asked_at: asked.at, asked_by: asked.by })
    .execute();
  return id;
}

/** Ends a request; false, and nothing changed, where it had ended. */
export async function endRequest(
  transaction: Database,
  id: string,
  ended: {
    readonly at: string;
    readonly by: string;
    readonly outcome: 'signed' | 'returned' | 'withdrawn';
    readonly reason?: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('sign_off_request')
    .set({
      ended_at: ended.at,
      ended_by: ended.by,
      outcome: ended.outcome,
      reason: ended.reason ?? null,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
