import type { Database } from '../shared/database.ts';

/** Somebody who may still answer and has not submitted. */
export interface Unfinished {
  readonly address: string;
  /** Null for who has had a place since before there were invitations. */
  readonly invitationId: string | null;
  /** Whether they have a place already, and sign in. */
  readonly accepted: boolean;
}

/**
 * Who has not finished, which is for the service alone to know.
 * @param invitedBefore leaves out who was first invited at this instant or later.
 */
export async function listUnfinished(
  database: Database,
  assessmentId: string,
  invitedBefore?: string,
): Promise<readonly Unfinished[]> {
  let invited = invitedTo(database, assessmentId);
  if (invitedBefore) invited = invited.where('invitation.created_at', '<', invitedBefore);
  const invitations = await invited.orderBy('invitation.id').execute();
  const places = await placesWithoutInvitation(database, assessmentId)
    .orderBy('respondent.id')
    .execute();
  return [...invitations.map(ofInvitation), ...places.map(ofPlace)];
}

/** Whoever has this address, if they have not finished. */
export async function findUnfinished(
  database: Database,
  assessmentId: string,
  address: string,
): Promise<Unfinished | undefined> {
  const invitation = await invitedTo(database, assessmentId)
    .where('invitation.email', '=', address)
    .executeTakeFirst();
  if (invitation) return ofInvitation(invitation);
  const place = await placesWithoutInvitation(database, assessmentId)
    .where('person.email', '=', address)
    .executeTakeFirst();
  return place && ofPlace(place);
}

function ofInvitation(row: {
  readonly id: string;
  readonly email: string | null;
  readonly accepted_at: string | null;
}): Unfinished {
  return {
    address: row.email as string,
    invitationId: row.id,
    accepted: row.accepted_at !== null,
  };
}

function ofPlace({ email }: { readonly email: string | null }): Unfinished {
  return { address: email as string, invitationId: null, accepted: true };
}

function invitedTo(database: Database, assessmentId: string) {
  return (
    database
      .selectFrom('invitation')
      .leftJoin('person', 'person.email', 'invitation.email')
      .leftJoin('respondent', (join) =>
        join
          .onRef('respondent.assessment_id', '=', 'invitation.assessment_id')
          .onRef('respondent.person_id', '=', 'person.id'),
      )
      .select(['invitation.email', 'invitation.id', 'invitation.accepted_at'])
      .where('invitation.scope', '=', assessmentId)
      .where('invitation.purpose', '=', 'respondent')
      .where('invitation.email', 'is not', null)
      .where('invitation.withdrawn_at', 'is', null)
      .where('person.disabled_at', 'is', null)
      .where('respondent.submitted_at', 'is', null)
      // Who accepted and is not linked any more has erased their answers, and is left alone.
      .where(({ eb, or }) =>
        or([eb('invitation.accepted_at', 'is', null), eb('invitation.person_id', 'is not', null)]),
      )
  );
}

function placesWithoutInvitation(database: Database, assessmentId: string) {
  return database
    .selectFrom('respondent')
    .innerJoin('person', 'person.id', 'respondent.person_id')
    .select('person.email')
    .where('respondent.assessment_id', '=', assessmentId)
    .where('respondent.submitted_at', 'is', null)
    .where('respondent.withdrawn_at', 'is', null)
    .where('person.email', 'is not', null)
    .where('person.disabled_at', 'is', null)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('invitation')
            .select('invitation.id')
            .whereRef('invitation.email', '=', 'person.email')
            .where('invitation.scope', '=', assessmentId)
            .where('invitation.purpose', '=', 'respondent'),
        ),
      ),
    );
}
