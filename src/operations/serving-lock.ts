import { mkdirSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** How long, in milliseconds, a process that is just ending has to let go. */
const patience = 1000;

/** Why the service does not start, in words for whoever starts it. */
export class CannotServe extends Error {}

/**
 * Keeps every other process from serving from this SQLite file, until this one ends, however it
 * ends: an exclusive transaction on a file beside it, which the operating system lets go of.
 * Commands do not ask for it, so they may open the file meanwhile.
 * @returns lets go before the process ends.
 * @throws CannotServe when another one does.
 */
export function serveAlone(file: string): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  const lock = new BetterSqlite3(`${file}.lock`, { timeout: patience });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new CannotServe(
      `Another process serves from ${path.resolve(file)}, and only one can. Stop it first, or set DATA_DIR to another folder; several processes can serve together from PostgreSQL.`,
    );
  }
  return () => lock.close();
}
