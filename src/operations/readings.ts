import { promises as fs } from 'node:fs';
import type { Config } from '../config.ts';
import type { Database } from '../shared/database.ts';
import { lastBackupAt } from './backup-store.ts';
import type { Load } from './load.ts';
import type { Readings } from './metrics.ts';
import { filesBeside, sqliteFileOf } from './sqlite-file.ts';
import { countWaitingMails, postgresBytes } from './store.ts';

export function readingsOf(
  { databaseUrl }: Config,
  database: Database,
  load: Load,
  streams: () => number,
): Readings {
  const file = sqliteFileOf(databaseUrl);
  return {
    mailQueue: () => countWaitingMails(database),
    databaseBytes: () => (file ? bytesOf(file) : postgresBytes(database)),
    lastBackup: async () => {
      const last = await lastBackupAt(database);
      return last === null ? null : Date.parse(last) / 1000;
    },
    underWay: () => load.underWay,
    streams,
  };
}

/** With what SQLite keeps beside it. */
async function bytesOf(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, ...filesBeside(file)].map((part) =>
      fs.stat(part).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
