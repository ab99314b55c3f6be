import type { Database } from '../../shared/database.ts';
import type { Pace, Workshop } from '../workshop.ts';

/** Puts a workshop in the database that nobody can join yet. */
export async function insertWorkshop(
  transaction: Database,
  made: Pick<Workshop, 'id' | 'assessmentId' | 'number' | 'code' | 'pace' | 'minutes'> & {
    readonly createdAt: string;
    readonly createdBy: string;
  },
): Promise<void> {
  await transaction
    .insertInto('workshop')
    .values({
      id: made.id,
      assessment_id: made.assessmentId,
      number: made.number,
      code: made.code,
      pace: made.pace,
      minutes: made.minutes,
      created_at: made.createdAt,
      created_by: made.createdBy,
    })
    .execute();
}

/**
 * Keeps every other change of the preparation waiting until the transaction ends, and lets open
 * pages know that there is one.
 * @param change what to change at the same time.
 * @returns false, and nothing changed, where the workshop has ended.
 */
export async function holdPreparation(
  transaction: Database,
  id: string,
  change: { readonly pace?: Pace; readonly minutes?: number } = {},
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('workshop')
    .set(({ eb }) => ({ ...change, room_revision: eb('room_revision', '+', 1) }))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lets people join from now on; false, and nothing changed, where they could already. */
export async function markOpened(transaction: Database, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('workshop')
    .set(({ eb }) => ({ opened_at: at, room_revision: eb('room_revision', '+', 1) }))
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
