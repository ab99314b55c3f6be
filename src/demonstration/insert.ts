import type { InsertObject } from 'kysely';
import type { Database } from '../shared/database.ts';
import type { Schema } from '../shared/schema.ts';

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
