import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Schema } from './schema.ts';
import { type Synchronous, sqliteDialect } from './sqlite.ts';

export type Database = Kysely<Schema>;

const migrationFolder = path.join(import.meta.dirname, '../../migrations');

/**
 * Opens the database at `sqlite:FILE` (the folder is made if need be) or `postgres://…` and
 * brings it up to date.
 * @throws Error when it cannot be opened or a migration fails; nothing is left half migrated.
 */
export async function openDatabase(
  url: string,
  synchronous: Synchronous = 'FULL',
): Promise<Database> {
  const database = new Kysely<Schema>({ dialect: await dialectFor(url, synchronous) });
  try {
    await migrate(database, url);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

/** Runs work in a transaction: the one that is under way, or a new one. */
export function transact<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}

async function dialectFor(url: string, synchronous: Synchronous) {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length);
    await fs.mkdir(path.dirname(file), { recursive: true });
    return sqliteDialect(file, synchronous);
  }
  // Loaded only where it is used: it takes memory that an embedded database does not need.
  const { default: pg } = await import('pg');
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 10 }) });
}

async function migrate(database: Database, url: string): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: new FileMigrationProvider({ fs, path, migrationFolder }),
    // Named, because otherwise Kysely takes the tables of another schema for those of this one.
    ...(url.startsWith('sqlite:') ? {} : { migrationTableSchema: await schemaOf(database) }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function schemaOf(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(database);
  return rows[0]?.name ?? 'public';
}
