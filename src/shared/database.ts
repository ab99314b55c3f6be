import { promises as fs } from 'node:fs';
import path from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { migratingDialect, servingDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { type Synchronous, sqliteDialect } from './sqlite.ts';

export type Database = Kysely<Schema>;

const migrationFolder = path.join(import.meta.dirname, '../../migrations');

/**
 * Opens the database at `sqlite:FILE` (the folder is made if need be) or `postgres://…` and
 * brings it up to date. Several may do so at once: one migrates, and the others wait for it.
 * @throws Error when it cannot be opened or a migration fails; nothing is left half migrated.
 */
export async function openDatabase(
  url: string,
  synchronous: Synchronous = 'FULL',
): Promise<Database> {
  if (!isSqlite(url)) {
    await migrateOnPostgres(url);
    return connectDatabase(url);
  }
  const database = await connectDatabase(url, synchronous);
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

/** Opens the database as it is, which may be older than this program, or empty. */
export async function connectDatabase(
  url: string,
  synchronous: Synchronous = 'FULL',
): Promise<Database> {
  return new Kysely<Schema>({ dialect: await dialectFor(url, synchronous) });
}

/** Runs work in a transaction: the one that is under way, or a new one. */
export function transact<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}

function isSqlite(url: string): boolean {
  return url.startsWith('sqlite:');
}

async function dialectFor(url: string, synchronous: Synchronous): Promise<Dialect> {
  if (!isSqlite(url)) return servingDialect(url);
  const file = url.slice('sqlite:'.length);
  await fs.mkdir(path.dirname(file), { recursive: true });
  return sqliteDialect(file, synchronous);
}

/** On connections of its own, which may take longer than those that serve. */
async function migrateOnPostgres(url: string): Promise<void> {
  const database = new Kysely<Schema>({ dialect: await migratingDialect(url) });
  try {
    // Named, because otherwise Kysely takes the tables of another schema for those of this one.
    await migrate(database, { migrationTableSchema: await schemaOf(database) });
  } finally {
    await database.destroy();
  }
}

async function migrate(database: Database, where: { migrationTableSchema?: string } = {}) {
  const migrator = new Migrator({
    db: database,
    provider: new FileMigrationProvider({ fs, path, migrationFolder }),
    ...where,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function schemaOf(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(database);
  return rows[0]?.name ?? 'public';
}
