import type { Database } from '../../shared/database.ts';
import type { Schema } from '../../shared/schema.ts';
import type { OrganisationContext, SizeBand } from './variables.ts';

/** What is known of every organisation of which anything is, in the order of their codes. */
export async function readContexts(database: Database): Promise<readonly OrganisationContext[]> {
  const rows = await database
    .selectFrom('organisation_context')
    .selectAll()
    .orderBy('organisation_code')
    .execute();
  return rows.map(contextOf);
}

export async function findContext(
  database: Database,
  code: string,
): Promise<OrganisationContext | undefined> {
  const row = await database
    .selectFrom('organisation_context')
    .selectAll()
    .where('organisation_code', '=', code)
    .executeTakeFirst();
  return row && contextOf(row);
}

/** Puts this in the place of all that was known of the organisation. */
export async function saveContext(database: Database, context: OrganisationContext): Promise<void> {
  const { organisation_code, ...facts } = contextRow(context);
  await database
    .insertInto('organisation_context')
    .values({ organisation_code, ...facts })
    .onConflict((conflict) => conflict.column('organisation_code').doUpdateSet(facts))
    .execute();
}

/** A context as its table holds it. */
export function contextRow(context: OrganisationContext): Schema['organisation_context'] {
  return {
    organisation_code: context.organisationCode,
    as_of: context.asOf,
    source: context.source,
    size_band: context.sizeBand,
    variables: JSON.stringify(context.variables),
  };
}

function contextOf(row: Schema['organisation_context']): OrganisationContext {
  return {
    organisationCode: row.organisation_code,
    asOf: row.as_of,
    source: row.source,
    sizeBand: row.size_band as SizeBand | null,
    variables: JSON.parse(row.variables),
  };
}
