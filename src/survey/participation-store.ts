import type { Database } from '../shared/database.ts';
import type { Invited, Participation } from './participation.ts';

/**
 * Everybody who was ever invited to answer, and those who have a place without an invitation, with
 * how far they are and without who they are.
 */
export async function listInvited(
  database: Database,
  assessmentId: string,
): Promise<readonly Invited[]> {
  const invitations = await invitationsTo(database, assessmentId);
  const places = await placesIn(database, assessmentId);
  const placeOf = new Map(places.map((place) => [place.person_id, place]));
  const found = new Set<Place>();
  const invited = invitations.map(({ first_family, withdrawn_at, person_id }) => {
    const place = placeOf.get(person_id ?? nobody);
    if (place) found.add(place);
    return { family: first_family, withdrawn: withdrawn_at !== null, ...progressOf(place) };
  });
  const others = places
    .filter((place) => !found.has(place))
    .map((place) => ({ family: null, withdrawn: false, ...progressOf(place) }));
  return [...invited, ...others];
}

/** How many took part in a closed survey, as it was made at closing; undefined before that. */
export async function findParticipation(
  database: Database,
  assessmentId: string,
): Promise<Participation | undefined> {
  const row = await database
    .selectFrom('survey_release')
    .select('participation')
    .where('assessment_id', '=', assessmentId)
    .executeTakeFirst();
  return row && (JSON.parse(row.participation) as Participation);
}

type Place = Awaited<ReturnType<typeof placesIn>>[number];

const nobody = '';

function progressOf(place: Place | undefined) {
  return {
    started: Boolean(place?.saved_at || place?.submitted_at),
    submitted: Boolean(place?.submitted_at),
  };
}

/** Their person is whoever accepted, or whoever has the address; null where neither is there. */
async function invitationsTo(database: Database, assessmentId: string) {
  const rows = await database
    .selectFrom('invitation')
    .leftJoin('person', 'person.email', 'invitation.email')
    .select([
      'invitation.first_family',
      'invitation.withdrawn_at',
      'invitation.accepted_at',
      'invitation.person_id',
      'person.id as addressee',
    ])
    .where('invitation.scope', '=', assessmentId)
    .where('invitation.purpose', '=', 'respondent')
    .orderBy('invitation.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    // Who has erased their answers and is invited still has the address, and no place.
    person_id: row.accepted_at ? row.person_id : (row.person_id ?? row.addressee),
  }));
}

function placesIn(database: Database, assessmentId: string) {
  return database
    .selectFrom('respondent')
    .select(['person_id', 'saved_at', 'submitted_at'])
    .where('assessment_id', '=', assessmentId)
    .orderBy('id')
    .execute();
}
