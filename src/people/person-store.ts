import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';

/** Somebody by their address, which is given in lower case. */
export interface KnownPerson {
  readonly id: string;
  readonly disabledAt: string | null;
}

export async function findByEmail(
  database: Database,
  email: string,
): Promise<KnownPerson | undefined> {
  const row = await database
    .selectFrom('person')
    .select(['id', 'disabled_at'])
    .where('email', '=', email)
    .executeTakeFirst();
  return row && { id: row.id, disabledAt: row.disabled_at };
}

/** The person with this address, made if there is none; an existing one keeps their name. */
export async function findOrInsertPerson(
  database: Database,
  person: { email: string; name: string; now: string },
): Promise<KnownPerson> {
  await database
    .insertInto('person')
    .values({
      id: newId(),
      email: person.email,
      name: person.name,
      job_title: '',
      created_at: person.now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  return (await findByEmail(database, person.email)) as KnownPerson;
}
