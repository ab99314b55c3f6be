import { sql } from 'kysely';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Schema } from '../../src/shared/schema.ts';

/** A column that refers to a row of another table, as SQLite knows it. */
export interface Reference {
  readonly table: keyof Schema;
  readonly column: string;
  readonly to: keyof Schema;
}

/** Every reference of every table. */
export async function references(database: Database): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference>`select m.name as "table", f."from" as "column",
    f."table" as "to" from sqlite_master m, pragma_foreign_key_list(m.name) f
    where m.type = 'table' order by 1, 2`.execute(database);
  return rows;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly key: number;
}

/** Every column of a table. */
export async function columnsOf(database: Database, table: string): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`select name, lower(type) as type, "notnull", pk as "key"
    from pragma_table_info(${table})`.execute(database);
  return rows;
}

/** Words that some columns are held to by the database. */
const allowed: Readonly<Record<string, string>> = {
  'appointment.role': 'facilitator',
  'agreement.method': 'desk',
  'workshop.pace': 'usual',
  'action.status': 'done',
};

/** What numbers rows that must have different ones. */
let made = 100;

/**
 * Puts a row into any table: what is given, and otherwise something that its columns can hold, the
 * rows that it refers to included, of which there is one already where there is any.
 * @returns the value of its first key column.
 */
export async function insertRow(
  database: Database,
  table: keyof Schema,
  given: Readonly<Record<string, unknown>>,
): Promise<string> {
  const row: Record<string, unknown> = { ...given };
  const refer = (await references(database)).filter((each) => each.table === table);
  for (const { name, type, notnull, key } of await columnsOf(database, table)) {
    if (name in row) continue;
    const needed = notnull === 1 || key > 0;
    const reference = refer.find(({ column }) => column === name);
    if (reference) {
      if (needed) row[name] = await anyOf(database, reference.to);
    } else if (/_at$/.test(name)) row[name] = '2026-11-20T10:00:00.000Z';
    else if (type.includes('int'))
      row[name] = ['number', 'position', 'version'].includes(name) ? ++made : 1;
    else if (['content', 'subject', 'tally', 'before', 'after'].includes(name)) row[name] = '{}';
    else row[name] = allowed[`${table}.${name}`] ?? newId();
  }
  await database
    .insertInto(table)
    .values(row as never)
    .execute();
  const [first] = (await columnsOf(database, table)).filter(({ key }) => key > 0);
  return String(row[first?.name ?? 'id']);
}

async function anyOf(database: Database, table: keyof Schema): Promise<string> {
  const [first] = (await columnsOf(database, table)).filter(({ key }) => key > 0);
  const name = first?.name ?? 'id';
  const { rows } = await sql<Record<string, string>>`select ${sql.ref(name)}
    from ${sql.table(table)} limit 1`.execute(database);
  return rows[0]?.[name] ?? insertRow(database, table, {});
}
