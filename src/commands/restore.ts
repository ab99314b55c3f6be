import { parseArgs } from 'node:util';
import { type DatabaseConfig, readDatabaseConfig } from '../config.ts';
import { digestOf, readDigest } from '../operations/backup-file.ts';
import { restorePostgres } from '../operations/restore-postgres.ts';
import { NotTheBackup, restoreSqlite } from '../operations/restore-sqlite.ts';
import { sqliteFileOf } from '../operations/sqlite-file.ts';
import type { Contents } from '../operations/store.ts';
import { restoredFileOf } from '../operations/take-up.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run restore -- FILE [--into URL]

Restores a backup, with its digest beside it, while the service runs:

  backup-….sqlite  becomes a new database beside the one in use, which is taken up at the next
                   start of the service; the one until then is kept
  backup-….dump    is put into the empty PostgreSQL database at --into URL

  --help           this text
`;

await runCommand<Options>({ usage, failure: 'Nothing was restored.', optionsOf, run: restore });

interface Options {
  readonly file: string;
  /** The PostgreSQL database to put a dump into; null for a SQLite file. */
  readonly into: string | null;
}

async function restore({ file, into }: Options): Promise<string> {
  const digest = await readDigest(file);
  if (!digest)
    throw new Error(`There is no digest beside it: ${file}.sha256 says what it has to be.`);
  return into
    ? await intoPostgres(file, digest, into)
    : await besideSqlite(file, digest, readDatabaseConfig());
}

async function besideSqlite(
  file: string,
  digest: string,
  { databaseUrl }: DatabaseConfig,
): Promise<string> {
  const database = sqliteFileOf(databaseUrl);
  if (!database)
    throw new Error('The service runs on PostgreSQL: say with --into URL which empty database.');
  const contents = await restoreSqlite(file, digest, database);
  return `Restored and checked: ${restoredFileOf(database)}
The next start of the service takes it up, and keeps ${database} as it is until then.
${textOf(contents)}`;
}

async function intoPostgres(file: string, digest: string, into: string): Promise<string> {
  if ((await digestOf(file)) !== digest) throw new NotTheBackup();
  const contents = await restorePostgres(file, into);
  return `Restored. Start the service with DATABASE_URL set to that database.
${textOf(contents)}`;
}

function textOf({ counts, audit }: Contents): string {
  const { broken, lines, chains, digest } = audit;
  return [
    'Everybody has to sign in again. Whoever was disabled or lost a role since has it again.',
    ...counts.map(({ table, rows }) => `- ${table}: ${rows}`),
    ...broken.map(({ chain, position }) => `The audit is BROKEN at line ${position} of ${chain}.`),
    `Lines of the audit that hold: ${lines}, in ${chains} ${chains === 1 ? 'chain' : 'chains'}. Digest of the heads: ${digest}`,
    '',
  ].join('\n');
}

function optionsOf(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean' }, into: { type: 'string' } },
  });
  const [file = '', ...more] = positionals;
  const { help = false, into = null } = values;
  const isDump = file.endsWith('.dump');
  const isRight = more.length === 0 && (isDump ? !!into : /\.sqlite$/.test(file) && !into);
  return help || isRight ? { help, file, into } : null;
}
