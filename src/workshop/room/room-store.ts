import type { Database } from '../../shared/database.ts';
import type { Workshop } from '../workshop.ts';

/** A workshop that is open, as who changes something in its room has to know it. */
export interface HeldRoom {
  readonly assessmentId: string;
  readonly step: string | null;
  readonly locked: boolean;
}

/**
 * Keeps everybody else who changes something in the room of a workshop waiting until the
 * transaction ends: votes, a reveal, a step and the end come one after the other.
 * @returns undefined where it is not open.
 */
export async function holdRoom(
  transaction: Database,
  workshopId: string,
): Promise<HeldRoom | undefined> {
  const row = await transaction
    .updateTable('workshop')
    .set(({ ref }) => ({ votes_revision: ref('votes_revision') }))
    .where('id', '=', workshopId)
    .where('opened_at', 'is not', null)
    .where('ended_at', 'is', null)
    .returning(['assessment_id', 'step', 'locked'])
    .executeTakeFirst();
  return row && { assessmentId: row.assessment_id, step: row.step, locked: row.locked === 1 };
}

/** Says that there is something new to count, which only the pages of who runs it show. */
export async function countAgain(transaction: Database, workshopId: string): Promise<void> {
  await transaction
    .updateTable('workshop')
    .set(({ eb }) => ({ votes_revision: eb('votes_revision', '+', 1) }))
    .where('id', '=', workshopId)
    .execute();
}

/** Forgets all devices and votes of a workshop: in the transaction that ends it. */
export async function clearRoom(transaction: Database, workshopId: string): Promise<void> {
  await transaction
    .deleteFrom('ballot')
    .where('round_id', 'in', (ballots) =>
      ballots.selectFrom('round').select('round.id').where('workshop_id', '=', workshopId),
    )
    .execute();
  await transaction
    .updateTable('round')
    .set({ tally: null })
    .where('workshop_id', '=', workshopId)
    .execute();
  await transaction
    .updateTable('participant')
    .set({ device_hash: null })
    .where('workshop_id', '=', workshopId)
    .execute();
}

/** The workshops that are open and were opened before an instant, the oldest first. */
export async function listOpenSince(
  database: Database,
  before: string,
): Promise<readonly Pick<Workshop, 'id' | 'assessmentId'>[]> {
  const rows = await database
    .selectFrom('workshop')
    .select(['id', 'assessment_id'])
    .where('opened_at', '<', before)
    .where('ended_at', 'is', null)
    .orderBy('opened_at')
    .execute();
  return rows.map((row) => ({ id: row.id, assessmentId: row.assessment_id }));
}
