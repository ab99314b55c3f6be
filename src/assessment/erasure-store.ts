import type { Database } from '../shared/database.ts';

/** Removes a respondent with everything that they answered; false when there is none any more. */
export async function deleteRespondent(database: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('respondent')
    .where('id', '=', id)
    .where('person_id', 'is not', null)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/**
 * Takes the person away from a respondent, and their notes; the answers stay without either.
 * @returns false when there is no person to take away any more.
 */
export async function unlinkRespondent(database: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('respondent')
    .set({ person_id: null })
    .where('id', '=', id)
    .where('person_id', 'is not', null)
    .executeTakeFirst();
  await database
    .updateTable('answer')
    .set({ note: null, note_shared: 0 })
    .where('respondent_id', '=', id)
    .execute();
  return numUpdatedRows === 1n;
}

/** Takes the person away from their invitations to one assessment, which stay as they are. */
export async function unlinkInvitations(
  database: Database,
  assessmentId: string,
  personId: string,
): Promise<void> {
  await database
    .updateTable('invitation')
    .set({ person_id: null })
    .where('assessment_id', '=', assessmentId)
    .where('person_id', '=', personId)
    .where('purpose', '=', 'respondent')
    .execute();
}

/** Every place that a person has ever had, withdrawn ones included, in the order of assessments. */
export async function listAllPlaces(
  database: Database,
  personId: string,
): Promise<readonly { assessmentId: string; respondentId: string }[]> {
  const rows = await database
    .selectFrom('respondent')
    .select(['id', 'assessment_id'])
    .where('person_id', '=', personId)
    .orderBy('assessment_id')
    .execute();
  return rows.map((row) => ({ assessmentId: row.assessment_id, respondentId: row.id }));
}
