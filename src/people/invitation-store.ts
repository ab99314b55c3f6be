import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { type Invitation, invitationLasts, mostRefusals, type Offer } from './invitation.ts';
import { hashed } from './session.ts';

/** The invitations as every question about them sees them. */
export function invitations(database: Database) {
  return database
    .selectFrom('invitation')
    .leftJoin('organisation', 'organisation.code', 'invitation.organisation_code')
    .select([
      'invitation.id',
      'invitation.purpose',
      'invitation.organisation_code',
      'organisation.name as organisation_name',
      'invitation.assessment_id',
      'invitation.email',
      'invitation.name',
      'invitation.role',
      'invitation.expires_at',
      'invitation.accepted_at',
      'invitation.withdrawn_at',
    ]);
}

type InvitationRow = Awaited<ReturnType<ReturnType<typeof invitations>['executeTakeFirstOrThrow']>>;

export function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    purpose: row.purpose,
    organisation: row.organisation_code
      ? { code: row.organisation_code, name: row.organisation_name ?? '' }
      : null,
    assessmentId: row.assessment_id,
    email: row.email,
    name: row.name,
    role: row.role,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    withdrawnAt: row.withdrawn_at,
  };
}

export async function findInvitation(
  database: Database,
  id: string,
): Promise<Invitation | undefined> {
  const row = await invitations(database).where('invitation.id', '=', id).executeTakeFirst();
  return row && toInvitation(row);
}

/** The invitations for one assessment or organisation and these purposes, by address. */
export async function listInvitations(
  database: Database,
  scope: string,
  purposes: readonly Invitation['purpose'][],
): Promise<readonly Invitation[]> {
  const rows = await invitations(database)
    .where('invitation.scope', '=', scope)
    .where('invitation.purpose', 'in', purposes)
    .orderBy('invitation.email')
    .execute();
  return rows.map(toInvitation);
}

/** The invitation that a link leads to; undefined for a link that opens nothing. */
export async function findInvitationByToken(
  database: Database,
  token: string,
): Promise<Invitation | undefined> {
  const row = await invitations(database)
    .innerJoin('invitation_link', 'invitation_link.invitation_id', 'invitation.id')
    .where('invitation_link.token_hash', '=', hashed(token))
    .where('invitation_link.refusals', '<', mostRefusals)
    .executeTakeFirst();
  return row && toInvitation(row);
}

/** The scope in which an address is invited once for each purpose. */
export function scopeOf({ assessmentId, organisationCode }: Omit<Offer, 'email'>): string {
  return assessmentId ?? organisationCode ?? 'england';
}

/**
 * Makes an invitation, or opens the one that this address had for the same again.
 * @returns its id.
 */
export async function upsertInvitation(
  database: Database,
  offer: Offer,
  now: Date,
): Promise<string> {
  const { id } = await database
    .insertInto('invitation')
    .values({
      id: newId(),
      purpose: offer.purpose,
      scope: scopeOf(offer),
      organisation_code: offer.organisationCode,
      assessment_id: offer.assessmentId,
      email: offer.email,
      name: offer.name,
      role: offer.role ?? null,
      first_family: offer.family ?? null,
      created_at: now.toISOString(),
      expires_at: expiry(now),
    })
    .onConflict((conflict) =>
      conflict.columns(['purpose', 'scope', 'email']).doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        role: ref('excluded.role'),
        expires_at: ref('excluded.expires_at'),
        withdrawn_at: null,
        accepted_at: null,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function expiry(now: Date): string {
  return new Date(now.getTime() + invitationLasts).toISOString();
}

/**
 * Gives an invitation its time again, as when it is sent anew.
 * @returns the instant at which it expires now.
 */
export async function renewInvitation(database: Database, id: string, now: Date): Promise<string> {
  const expiresAt = expiry(now);
  await database
    .updateTable('invitation')
    .set({ expires_at: expiresAt })
    .where('id', '=', id)
    .execute();
  return expiresAt;
}

/**
 * Opens an invitation again whose person has used it and was taken away from it since, as when
 * they erase their answers; false, and nothing changed, for any other.
 */
export async function reopenErased(database: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('invitation')
    .set({ accepted_at: null })
    .where('id', '=', id)
    .where('accepted_at', 'is not', null)
    .where('person_id', 'is', null)
    .where('email', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keeps the hash of a new link; the older links of the invitation go on working. */
export async function insertInvitationLink(
  database: Database,
  link: { invitationId: string; token: string; now: string },
): Promise<void> {
  await database
    .insertInto('invitation_link')
    .values({
      token_hash: hashed(link.token),
      invitation_id: link.invitationId,
      created_at: link.now,
    })
    .execute();
}

export async function countRefusal(database: Database, token: string): Promise<void> {
  await database
    .updateTable('invitation_link')
    .set(({ eb }) => ({ refusals: eb('refusals', '+', 1) }))
    .where('token_hash', '=', hashed(token))
    .execute();
}

/** Uses an invitation up; false, and nothing changed, when somebody else did or it was withdrawn. */
export async function markAccepted(
  database: Database,
  id: string,
  accepted: { personId: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('invitation')
    .set({ accepted_at: accepted.at, person_id: accepted.personId })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  await deleteInvitationLinks(database, id);
  return numUpdatedRows === 1n;
}

export async function markWithdrawn(database: Database, id: string, at: string): Promise<void> {
  await database.updateTable('invitation').set({ withdrawn_at: at }).where('id', '=', id).execute();
  await deleteInvitationLinks(database, id);
}

async function deleteInvitationLinks(database: Database, id: string): Promise<void> {
  await database.deleteFrom('invitation_link').where('invitation_id', '=', id).execute();
}
