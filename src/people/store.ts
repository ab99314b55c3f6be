import type { Database } from '../shared/database.ts';
import type { Person } from './person.ts';

/** The person with this id, or undefined when there is none or the account is disabled. */
export async function findPerson(database: Database, id: string): Promise<Person | undefined> {
  const row = await database
    .selectFrom('person')
    .select(['id', 'name', 'job_title'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, jobTitle: row.job_title };
}
