import type { Kysely } from 'kysely';
import { oldRows } from './old-data.ts';

/** A database of any step, whose tables are known by name only. */
export type OldDatabase = Kysely<Record<string, Record<string, unknown>>>;

/** Puts in what belongs to the tables that this migration made. */
export async function insertOldRows(database: OldDatabase, migration: string): Promise<void> {
  for (const { table, row } of oldRows[migration] ?? [])
    await database.insertInto(table).values(row).execute();
}

/** What is not there, or not as it was put in by the time of this migration; in words. */
export async function missingRows(database: OldDatabase, upTo: string): Promise<string[]> {
  const missing: string[] = [];
  const kept = Object.entries(oldRows)
    .filter(([migration]) => migration <= upTo)
    .flatMap(([, each]) => each.filter(({ passing }) => !passing));
  for (const { table, row } of kept) {
    const found = await database
      .selectFrom(table)
      .selectAll()
      .where(({ and }) => and(row))
      .execute();
    if (found.length !== 1) missing.push(`${table}: ${found.length} rows in place of one`);
  }
  for (const table of new Set(kept.map((each) => each.table))) {
    const all = await database.selectFrom(table).selectAll().execute();
    const expected = kept.filter((each) => each.table === table).length;
    if (all.length !== expected) missing.push(`${table}: ${all.length} rows, not ${expected}`);
  }
  return missing;
}
