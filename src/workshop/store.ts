import type { Database } from '../shared/database.ts';
import type { Workshop } from './workshop.ts';

export async function findWorkshop(database: Database, id: string): Promise<Workshop | undefined> {
  const row = await workshops(database).where('id', '=', id).executeTakeFirst();
  return row && toWorkshop(row);
}

/** A workshop by the code that people join with, whatever its state. */
export async function findByCode(database: Database, code: string): Promise<Workshop | undefined> {
  const row = await workshops(database).where('code', '=', code).executeTakeFirst();
  return row && toWorkshop(row);
}

/** The workshops of an assessment, the newest first. */
export async function listWorkshops(
  database: Database,
  assessmentId: string,
): Promise<readonly Workshop[]> {
  const rows = await workshops(database)
    .where('assessment_id', '=', assessmentId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toWorkshop);
}

function workshops(database: Database) {
  return database.selectFrom('workshop').selectAll();
}

type WorkshopRow = Awaited<ReturnType<ReturnType<typeof workshops>['executeTakeFirstOrThrow']>>;

function toWorkshop(row: WorkshopRow): Workshop {
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    number: row.number,
    code: row.code,
    pace: row.pace,
    minutes: row.minutes,
    createdAt: row.created_at,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    locked: row.locked === 1,
    step: row.step,
    timerEndsAt: row.timer_ends_at,
    roomRevision: row.room_revision,
    votesRevision: row.votes_revision,
  };
}

/**
 * Changes what everybody in an open workshop sees, and keeps other changes of it waiting until the
 * transaction ends.
 * @param from what it has to be on still, where somebody may have moved on from another device.
 * @returns false, and nothing changed, where it is not open, or not on that step any more.
 */
export async function changeRoom(
  transaction: Database,
  id: string,
  change: {
    readonly step?: string | null;
    readonly timer_ends_at?: string | null;
    readonly locked?: 0 | 1;
    readonly ended_at?: string;
  },
  from?: string | null,
): Promise<boolean> {
  let update = transaction
    .updateTable('workshop')
    .set(({ eb }) => ({ ...change, room_revision: eb('room_revision', '+', 1) }))
    .where('id', '=', id)
    .where('opened_at', 'is not', null)
    .where('ended_at', 'is', null);
  if (from !== undefined) update = update.where('step', 'is not distinct from', from);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}
