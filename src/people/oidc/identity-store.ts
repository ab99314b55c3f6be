import type { Database } from '../../shared/database.ts';
import type { KnownPerson } from '../person-store.ts';

/** What somebody is known by who signs in elsewhere. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Whose identity it is; undefined for one that was never seen. */
export async function findByIdentity(
  database: Database,
  { issuer, subject }: Identity,
): Promise<KnownPerson | undefined> {
  const row = await database
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.id', 'person.disabled_at'])
    .where('identity.issuer', 'in', [issuer])
    .where('identity.subject', 'in', [subject])
    .executeTakeFirst();
  return row && { id: row.id, disabledAt: row.disabled_at };
}

/** The issuers that know a person already. */
export async function issuersOf(database: Database, personId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('identity')
    .select('issuer')
    .where('person_id', '=', personId)
    .execute();
  return rows.map(({ issuer }) => issuer);
}

/** Has nobody known by the identities of a person any more. @returns how many there were. */
export async function deleteIdentities(database: Database, personId: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('identity')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function insertIdentity(
  database: Database,
  { issuer, subject }: Identity,
  personId: string,
  now: string,
): Promise<void> {
  await database
    .insertInto('identity')
    .values({ issuer, subject, person_id: personId, added_at: now })
    .execute();
}
