import type { Database } from '../shared/database.ts';
import type { ExportDocument } from './export-document.ts';

/** A person as they are kept; undefined when there is no such one. */
export async function findPerson(
  database: Database,
  personId: string,
): Promise<ExportDocument['person'] | undefined> {
  return database
    .selectFrom('person')
    .select(['id', 'name', 'job_title as jobTitle', 'email'])
    .select(['created_at as createdAt', 'disabled_at as disabledAt'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

/** Every role that somebody holds or held, the oldest first. */
export async function listRoles(
  database: Database,
  personId: string,
): Promise<ExportDocument['appointments']> {
  return database
    .selectFrom('appointment')
    .select(['id', 'role', 'organisation_code as organisation', 'assessment_id as assessment'])
    .select(['appointed_at as appointedAt', 'ended_at as endedAt'])
    .where('person_id', '=', personId)
    .orderBy('appointed_at')
    .orderBy('id')
    .execute();
}

/** Every invitation that somebody accepted, or that is for their address, with its links. */
export async function listInvitationsOf(
  database: Database,
  { id, email }: { readonly id: string; readonly email: string | null },
): Promise<ExportDocument['invitations']> {
  const rows = await database
    .selectFrom('invitation')
    .select(['id', 'purpose', 'organisation_code as organisation', 'assessment_id as assessment'])
    .select(['email', 'name', 'role', 'first_family as firstFamily', 'created_at as createdAt'])
    .select(['expires_at as expiresAt', 'accepted_at as acceptedAt'])
    .select('withdrawn_at as withdrawnAt')
    .where(({ or, eb }) =>
      or([eb('person_id', '=', id), ...(email === null ? [] : [eb('email', '=', email)])]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const links = await database
    .selectFrom('invitation_link')
    .select(['invitation_id', 'created_at as createdAt', 'refusals'])
    .where(
      'invitation_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    ...row,
    links: links
      .filter(({ invitation_id }) => invitation_id === row.id)
      .map(({ createdAt, refusals }) => ({ createdAt, refusals })),
  }));
}

/** How somebody signs in and has signed in, without what a copy of it could sign in with. */
export async function signInsOf(
  database: Database,
  personId: string,
): Promise<Pick<ExportDocument, 'identities' | 'sessions' | 'signInLinks' | 'signInAttempts'>> {
  return {
    identities: await database
      .selectFrom('identity')
      .select(['issuer', 'subject', 'added_at as addedAt'])
      .where('person_id', '=', personId)
      .orderBy('added_at')
      .execute(),
    sessions: await database
      .selectFrom('session')
      .select(['created_at as createdAt', 'seen_at as seenAt', 'way', 'browser'])
      .select('confirmed_at as confirmedAt')
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .execute(),
    signInLinks: await database
      .selectFrom('sign_in_link')
      .select(['created_at as createdAt', 'expires_at as expiresAt', 'return_to as returnTo'])
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .execute(),
    signInAttempts: await database
      .selectFrom('sign_in_attempt')
      .select(['issuer', 'expires_at as expiresAt', 'return_to as returnTo'])
      .where('person_id', '=', personId)
      .orderBy('expires_at')
      .execute(),
  };
}

/** Every mail to an address that is not forgotten yet; none where there is no address. */
export async function listMessagesTo(
  database: Database,
  address: string | null,
): Promise<ExportDocument['messages']> {
  if (address === null) return [];
  return database
    .selectFrom('message')
    .select(['kind', 'assessment_id as assessment', 'created_at as createdAt', 'attempts'])
    .select(['sent_at as sentAt', 'failed_at as failedAt'])
    .where('address', '=', address)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The names of organisations that somebody leads and nobody else does. */
export async function listLedAlone(
  database: Database,
  personId: string,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.code', 'appointment.organisation_code')
    .select('organisation.name')
    .where('appointment.person_id', 'in', [personId])
    .where('appointment.role', 'in', ['assessment-lead'])
    .where('appointment.ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('appointment as other')
            .innerJoin('person', 'person.id', 'other.person_id')
            .select('other.id')
            .whereRef('other.organisation_code', '=', 'appointment.organisation_code')
            .where('other.role', 'in', ['assessment-lead'])
            .where('other.ended_at', 'is', null)
            .where('other.person_id', 'not in', [personId])
            .where('person.disabled_at', 'is', null),
        ),
      ),
    )
    .orderBy('organisation.name')
    .execute();
  return rows.map(({ name }) => name);
}
