import type { Database } from '../shared/database.ts';
import { newRandomId } from '../shared/ids.ts';

/** Gives a person a place in an assessment, or the one back that was withdrawn from them. */
export async function insertPlace(
  database: Database,
  assessmentId: string,
  personId: string,
): Promise<void> {
  await database
    .insertInto('respondent')
    // Random, so that it cannot be matched with the moment of accepting once the person is gone.
    .values({ id: newRandomId(), assessment_id: assessmentId, person_id: personId })
    .onConflict((conflict) =>
      conflict.columns(['assessment_id', 'person_id']).doUpdateSet({ withdrawn_at: null }),
    )
    .execute();
}

/** Takes the place of whoever accepted this invitation, unless they have submitted. */
export async function withdrawPlace(
  database: Database,
  invitationId: string,
  now: string,
): Promise<void> {
  await database
    .updateTable('respondent')
    .set({ withdrawn_at: now })
    .where('submitted_at', 'is', null)
    .where('id', 'in', placesOf(database, invitationId))
    .execute();
}

/**
 * Puts another role down for whoever accepted this invitation and has said theirs already, unless
 * they have submitted: what they submitted is final, their role with it.
 */
export async function correctPlaceRole(
  database: Database,
  invitationId: string,
  role: string,
): Promise<void> {
  await database
    .updateTable('respondent')
    .set({ role })
    .where('role', 'is not', null)
    .where('submitted_at', 'is', null)
    .where('id', 'in', placesOf(database, invitationId))
    .execute();
}

/** The place of whoever accepted an invitation; none where nobody did. */
function placesOf(database: Database, invitationId: string) {
  return database
    .selectFrom('respondent as place')
    .innerJoin('invitation', (join) =>
      join
        .onRef('invitation.assessment_id', '=', 'place.assessment_id')
        .onRef('invitation.person_id', '=', 'place.person_id'),
    )
    .select('place.id')
    .where('invitation.id', '=', invitationId);
}
