import type { Database } from '../shared/database.ts';

/** Notes that those who have not finished are reminded now; false when they were since `since`. */
export async function markReminded(
  database: Database,
  assessmentId: string,
  now: string,
  since: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('assessment')
    .set({ reminded_at: now })
    .where('id', '=', assessmentId)
    .where('closed_at', 'is', null)
    .where(({ eb, or }) => or([eb('reminded_at', 'is', null), eb('reminded_at', '<=', since)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lets a survey close by itself at another instant; false when it is closed already. */
export async function updateClosesAt(
  database: Database,
  assessmentId: string,
  closesAt: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('assessment')
    .set({ closes_at: closesAt })
    .where('id', '=', assessmentId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The surveys that run and close by themselves between two instants, both included. */
export async function listClosingBetween(
  database: Database,
  from: string,
  to: string,
): Promise<readonly { readonly assessmentId: string; readonly closesAt: string }[]> {
  const rows = await database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select(({ fn }) => [
      'assessment.id',
      fn.coalesce('assessment.closes_at', 'cycle.closes_at').as('closes_at'),
    ])
    .where('assessment.closed_at', 'is', null)
    .where(({ fn, eb }) =>
      eb.between(fn.coalesce('assessment.closes_at', 'cycle.closes_at'), from, to),
    )
    .orderBy('assessment.id')
    .execute();
  return rows.map((row) => ({ assessmentId: row.id, closesAt: row.closes_at }));
}

/** Whether people were told since then that this survey closes soon. */
export async function hasClosingNotice(
  database: Database,
  assessmentId: string,
  since: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('message')
    .select('id')
    .where('assessment_id', '=', assessmentId)
    .where('kind', '=', 'closing-soon')
    .where('created_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
