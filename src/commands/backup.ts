import { parseArgs } from 'node:util';
import { readBackupConfig } from '../config.ts';
import { prune } from '../operations/backup-file.ts';
import { recordBackup } from '../operations/backup-store.ts';
import { makeBackup } from '../operations/make-backup.ts';
import { systemClock } from '../shared/clock.ts';
import { openDatabase } from '../shared/database.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run backup [-- --to FOLDER] [--keep N]

Backs the database up while the service runs, checks the copy, and writes its digest beside it.

  --to FOLDER  another folder than that of the settings
  --keep N     how many backups stay in the folder; without it, BACKUP_KEEP in that of the
               settings, and all of them in another
  --help       this text
`;

await runCommand<Options>({ usage, failure: 'There is no new backup.', optionsOf, run: backup });

interface Options {
  readonly to: string | null;
  readonly keep: number | null;
}

async function backup(options: Options): Promise<string> {
  const config = readBackupConfig();
  const folder = options.to ?? config.backups.folder;
  const made = await makeBackup(config, folder, systemClock);
  // Only now, since opening it brings it up to date: what is backed up is what was there before.
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    await recordBackup(database, made);
  } finally {
    await database.destroy();
  }
  const keep = options.keep ?? (options.to ? null : config.backups.keep);
  const pruned = keep ? await prune(folder, keep, systemClock()) : 0;
  return `Backed up and checked: ${made.file}
- Bytes: ${made.bytes}
- SHA-256: ${made.digest}
- Older backups deleted: ${pruned}
`;
}

function optionsOf(args: readonly string[]) {
  const {
    help = false,
    to = null,
    keep = null,
  } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean' }, to: { type: 'string' }, keep: { type: 'string' } },
  }).values;
  if (to === '' || (keep && !/^[1-9]\d{0,4}$/.test(keep))) return null;
  return { help, to, keep: keep ? Number(keep) : null };
}
