import { promises as fs } from 'node:fs';
import type { DatabaseConfig } from '../config.ts';
import type { Clock } from '../shared/clock.ts';
import { connectDatabase } from '../shared/database.ts';
import { digestOf, freeBackupName, writeDigest } from './backup-file.ts';
import type { Backup } from './backup-store.ts';
import { dumpPostgres } from './postgres-dump.ts';
import {
  checkSqlite,
  copySqlite,
  flushFile,
  gatherSqlite,
  renameDurably,
  sqliteFileOf,
} from './sqlite-file.ts';
import { currentSchema } from './store.ts';

/**
 * Makes a backup of a database that may be in use, checks it, and only then gives it its name. A
 * file that has such a name is therefore whole, with its digest beside it.
 * @throws Error when it cannot be made or does not hold together; nothing is left of it then.
 */
export async function makeBackup(
  { databaseUrl }: DatabaseConfig,
  folder: string,
  clock: Clock,
): Promise<Backup> {
  const at = clock();
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const source = sqliteFileOf(databaseUrl);
  const file = await freeBackupName(folder, at, source ? 'sqlite' : 'dump');
  const partial = `${file}.${process.pid}.partial`;
  try {
    // Nobody else may read it, from its first byte on.
    await fs.writeFile(partial, '', { mode: 0o600 });
    if (source) await copyChecked(source, partial);
    else await dumpPostgres(databaseUrl, await schemaAt(databaseUrl), partial);
    await flushFile(partial);
    const [digest, { size: bytes }] = [await digestOf(partial), await fs.stat(partial)];
    await writeDigest(file, digest);
    await renameDurably(partial, file);
    return { file, madeAt: at.toISOString(), bytes, digest };
  } catch (error) {
    await fs.rm(partial, { force: true });
    await fs.rm(`${file}.sha256`, { force: true });
    throw error;
  }
}

async function copyChecked(source: string, copy: string): Promise<void> {
  await copySqlite(source, copy);
  gatherSqlite(copy);
  checkSqlite(copy);
}

async function schemaAt(databaseUrl: string): Promise<string> {
  const database = await connectDatabase(databaseUrl);
  try {
    return await currentSchema(database);
  } finally {
    await database.destroy();
  }
}
