import path from 'node:path';
import type { BackupConfig } from '../config/operations.ts';
import { environmentWith } from '../config.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Task } from '../shared/periodic.ts';
import { lastBackupAt } from './backup-store.ts';
import { runProgram } from './program.ts';

const [minute, hour] = [60_000, 3_600_000];

const command = path.join(import.meta.dirname, '../commands/backup.ts');

/**
 * Makes a backup whenever the last one, whoever made it, is old enough. It is the command that
 * makes it, in a process of its own: copying and checking takes time that requests would wait.
 * @param stopping ends the one under way.
 */
export function scheduledBackups(
  { every }: BackupConfig,
  database: Database,
  clock: Clock,
  stopping: AbortSignal,
): readonly Task[] {
  if (every === null) return [];
  const run = async () => {
    const last = await lastBackupAt(database);
    if (last && clock().getTime() - Date.parse(last) < every * hour) return;
    await runProgram(process.execPath, [command], environmentWith({}), stopping);
  };
  return [{ name: 'backups', every: minute, run }];
}
