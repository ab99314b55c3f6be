import { promises as fs } from 'node:fs';
import { openDatabase } from '../shared/database.ts';
import { digestOf } from './backup-file.ts';
import { checkSqlite, filesBeside, flushFile, gatherSqlite, renameDurably } from './sqlite-file.ts';
import { type Contents, forgetPassing, readContents } from './store.ts';
import { restoredFileOf } from './take-up.ts';

/**
 * Makes a new database of a backup, beside the one in use, for the next start of the service to
 * take up. It is checked and brought up to date; everybody has to sign in again, since some whose
 * sessions it holds may have been kept out since.
 * @throws Error when it is not what was backed up or does not hold together; then nothing waits
 * that did not before.
 */
export async function restoreSqlite(
  backup: string,
  digest: string,
  database: string,
): Promise<Contents> {
  const copy = `${database}.restoring`;
  await removeAll(copy);
  try {
    await fs.copyFile(backup, copy);
    await fs.chmod(copy, 0o600);
    // Of the copy: what was read from the disk is what is checked.
    if ((await digestOf(copy)) !== digest) throw new NotTheBackup();
    checkSqlite(copy);
    const contents = await bringUpToDate(copy);
    gatherSqlite(copy);
    checkSqlite(copy);
    await flushFile(copy);
    await renameDurably(copy, restoredFileOf(database));
    return contents;
  } catch (error) {
    await removeAll(copy);
    throw error;
  }
}

/** A file that is not the one its digest was made of. */
export class NotTheBackup extends Error {
  constructor() {
    super('The file is not what was backed up: its digest differs from the one beside it.');
  }
}

async function bringUpToDate(file: string): Promise<Contents> {
  const database = await openDatabase(`sqlite:${file}`);
  try {
    await forgetPassing(database);
    return await readContents(database);
  } finally {
    await database.destroy();
  }
}

async function removeAll(file: string): Promise<void> {
  for (const each of [file, ...filesBeside(file)]) await fs.rm(each, { force: true });
}
