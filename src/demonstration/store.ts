import type { InsertObject } from 'kysely';
import type { CastMember } from '../people/sign-in.ts';
import type { Database } from '../shared/database.ts';
import type { Schema } from '../shared/schema.ts';
import { fictionalPeople } from './cast.ts';

/** As many rows at once as both databases take, with room to spare for their parameters. */
const batch = 500;

export async function insertInBatches<T extends keyof Schema>(
  database: Database,
  table: T,
  rows: readonly InsertObject<Schema, T>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch)
    await database
      .insertInto(table)
      .values(rows.slice(from, from + batch))
      .execute();
}

/** Whether anything has ever been assessed here. */
export async function hasCycles(database: Database): Promise<boolean> {
  const cycle = await database.selectFrom('cycle').select('id').limit(1).executeTakeFirst();
  return cycle !== undefined;
}

/** The cast as the sign-in page lists it; empty where the demonstration is not in the database. */
export async function readCast(database: Database): Promise<readonly CastMember[]> {
  const ids = fictionalPeople.map(({ id }) => id);
  const answering = await database
    .selectFrom('person')
    .innerJoin('respondent', 'respondent.person_id', 'person.id')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .select(['person.id', 'organisation.code', 'organisation.name'])
    .distinct()
    .where('person.id', 'in', ids)
    .orderBy('organisation.code')
    .execute();
  const appointed = await database
    .selectFrom('appointment')
    .leftJoin('assessment', 'assessment.id', 'appointment.assessment_id')
    .leftJoin('organisation', (join) =>
      join.on(({ eb, fn, ref }) =>
        eb(
          ref('organisation.code'),
          '=',
          fn.coalesce('appointment.organisation_code', 'assessment.organisation_code'),
        ),
      ),
    )
    .select(['appointment.person_id as id', 'organisation.name'])
    .where('appointment.person_id', 'in', ids)
    .execute();
  const rows = [...answering, ...appointed];
  return fictionalPeople.flatMap(({ id, name, jobTitle, whatToSee }) => {
    const organisations = new Set(
      rows.filter((row) => row.id === id).map((row) => row.name ?? 'England'),
    );
    if (organisations.size === 0) return [];
    const organisation = [...organisations].join(' and ');
    return [{ personId: id, name, jobTitle, whatToSee, organisation }];
  });
}
