import { promises as fs } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** How long, in milliseconds, to wait for others who have the file open. */
const patience = 5000;

/** The file of a database address such as "sqlite:./data/service.sqlite"; null for PostgreSQL. */
export function sqliteFileOf(databaseUrl: string): string | null {
  return databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null;
}

/**
 * Copies a database that may be in use, as it is at one instant.
 * @throws Error when there is none, or no room for the copy.
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new BetterSqlite3(from, { fileMustExist: true, timeout: patience });
  try {
    // One read transaction for all of it: otherwise each save begins the copy again.
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM sqlite_schema').get();
    await source.backup(to);
  } finally {
    source.close();
  }
}

/**
 * Brings all changes into the file itself, with nothing beside it.
 * @throws Error when it is no database, or is open elsewhere (its code is SQLITE_BUSY).
 */
export function gatherSqlite(file: string): void {
  withSqlite(file, (database) => database.pragma('journal_mode = DELETE'));
}

/**
 * Checks that a database holds together.
 * @throws Error when it does not, or is none.
 */
export function checkSqlite(file: string): void {
  withSqlite(file, (database) => {
    const broken = database.pragma('integrity_check', { simple: true });
    if (broken !== 'ok') throw new Error(`The database is damaged: ${broken}`);
    const orphans = database.pragma('foreign_key_check') as readonly unknown[];
    if (orphans.length > 0)
      throw new Error(`${orphans.length} rows of the database refer to rows that are not there.`);
  });
}

function withSqlite(file: string, work: (database: BetterSqlite3.Database) => void): void {
  const database = new BetterSqlite3(file, { fileMustExist: true, timeout: patience });
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** The files beside one that SQLite makes while it is open. */
export function filesBeside(file: string): readonly string[] {
  return [`${file}-wal`, `${file}-shm`, `${file}-journal`];
}

/** Waits until what was written to a file is on the disk. */
export async function flushFile(file: string): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file its name, or a new one, and waits until that is on the disk as well. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await fs.rename(from, to);
  await flushFile(path.dirname(to));
}
