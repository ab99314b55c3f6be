import { connectDatabase, openDatabase } from '../shared/database.ts';
import { restoreDump } from './postgres-dump.ts';
import { type Contents, forgetPassing, isEmpty, readContents } from './store.ts';

/**
 * Puts a dump into an empty database, and brings it up to date; everybody has to sign in again.
 * @throws Error when the database is not empty, or the dump cannot be restored.
 */
export async function restorePostgres(backup: string, into: string): Promise<Contents> {
  await expectEmpty(into);
  await restoreDump(backup, into);
  const database = await openDatabase(into);
  try {
    await forgetPassing(database);
    return await readContents(database);
  } finally {
    await database.destroy();
  }
}

async function expectEmpty(url: string): Promise<void> {
  const database = await connectDatabase(url);
  try {
    if (!(await isEmpty(database)))
      throw new Error('The database to restore into is not empty. Make a new one for it.');
  } finally {
    await database.destroy();
  }
}
