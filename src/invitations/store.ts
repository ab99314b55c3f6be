import type { Database } from '../shared/database.ts';

/** The addresses that are invited to answer and not withdrawn. */
export async function invitedAddresses(
  database: Database,
  assessmentId: string,
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('invitation')
    .select('email')
    .where('scope', '=', assessmentId)
    .where('purpose', '=', 'respondent')
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ email }) => email ?? []));
}

/** Whether and how an address was invited to answer before; undefined where it never was. */
export async function findInvitedAddress(
  database: Database,
  assessmentId: string,
  email: string,
): Promise<{ readonly id: string; readonly withdrawn: boolean } | undefined> {
  const row = await database
    .selectFrom('invitation')
    .select(['id', 'withdrawn_at'])
    .where('scope', '=', assessmentId)
    .where('purpose', '=', 'respondent')
    .where('email', '=', email)
    .executeTakeFirst();
  return row && { id: row.id, withdrawn: row.withdrawn_at !== null };
}

/** Puts another role down for somebody invited, or none; the family they count in stays. */
export async function updateInvitedRole(
  database: Database,
  id: string,
  role: string | null,
): Promise<void> {
  await database.updateTable('invitation').set({ role }).where('id', '=', id).execute();
}

/** How many were ever invited to answer, and how many of them were not withdrawn. */
export async function countInvited(
  database: Database,
  assessmentId: string,
): Promise<{ readonly ever: number; readonly staying: number }> {
  const rows = await database
    .selectFrom('invitation')
    .select('withdrawn_at')
    .where('scope', '=', assessmentId)
    .where('purpose', '=', 'respondent')
    .execute();
  return {
    ever: rows.length,
    staying: rows.filter(({ withdrawn_at }) => withdrawn_at === null).length,
  };
}
