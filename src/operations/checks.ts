import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { lastBackupAt } from './backup-store.ts';
import { statusOf as diskStatusOf, spaceOf } from './disk.ts';
import type { Load } from './load.ts';
import type { CheckStatus, Checks } from './readiness.ts';
import { sqliteFileOf } from './sqlite-file.ts';
import { appliedMigrations, tryToWrite } from './store.ts';

/** How old the last backup may be, in milliseconds: a day, and time to make the next. */
const backupLasts = 26 * 60 * 60 * 1000;

const migrationFolder = path.join(import.meta.dirname, '../../migrations');

/** What has to be so for the service to do its work, and what somebody should look at. */
export function checksOf(
  config: Config,
  database: Database,
  clock: Clock,
  load: Pick<Load, 'status'>,
): Checks {
  const file = sqliteFileOf(config.databaseUrl);
  const known = readdir(migrationFolder);
  return {
    database: () => tryToWrite(database).then(() => 'ok'),
    migrations: () => migrationStatus(database, known),
    ...(file ? { disk: async () => diskStatusOf(await spaceOf(path.dirname(file))) } : {}),
    ...(config.backups.expected
      ? { backup: async () => backupStatus(await lastBackupAt(database), clock()) }
      : {}),
    load: () => load.status,
  };
}

/** Old backups keep nobody from working: they are a warning. */
export function backupStatus(last: string | null, now: Date): CheckStatus {
  return last && now.getTime() - Date.parse(last) <= backupLasts ? 'ok' : 'warning';
}

/** @param known the migrations of this program, not of one that was put in its place since. */
async function migrationStatus(
  database: Database,
  known: Promise<readonly string[]>,
): Promise<CheckStatus> {
  const names = (await known).map((name) => path.parse(name).name);
  const applied = await appliedMigrations(database);
  return names.every((name) => applied.includes(name)) ? 'ok' : 'failing';
}
