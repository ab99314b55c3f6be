import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentWith } from '../config.ts';
import { runProgram } from './program.ts';

/**
 * Dumps one schema of a database that may be in use, as it is at one instant, and checks that
 * the dump can be read.
 * @throws Error in words when it could not.
 */
export async function dumpPostgres(url: string, schema: string, to: string): Promise<void> {
  const { address, env } = connectionOf(url);
  // Everything in one schema: what else the server holds is none of our business.
  const what = ['--format=custom', '--no-owner', '--no-privileges', `--schema=${schema}`];
  await runProgram('pg_dump', [...what, `--file=${to}`, `--dbname=${address}`], env);
  await checkDump(to);
}

/**
 * What a dump holds, a line for each thing.
 * @throws Error when the file is no dump of this service.
 */
export async function checkDump(file: string): Promise<readonly string[]> {
  const list = await runProgram('pg_restore', ['--list', file], environmentWith({}));
  if (!/TABLE DATA \S+ audit_chain /.test(list))
    throw new Error('The dump does not hold the tables of this service.');
  return list.split('\n');
}

/** Puts a dump into a database: all of it or nothing. */
export async function restoreDump(file: string, url: string): Promise<void> {
  // The schema itself is there already, in an empty database too.
  const wanted = (await checkDump(file)).filter((line) => !/ SCHEMA - /.test(line));
  const folder = await mkdtemp(path.join(tmpdir(), 'restore-'));
  try {
    const list = path.join(folder, 'list');
    await writeFile(list, wanted.join('\n'));
    await restoreListed(file, list, url);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function restoreListed(file: string, list: string, url: string): Promise<void> {
  const { address, env } = connectionOf(url);
  const how = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
  await runProgram('pg_restore', [...how, `--use-list=${list}`, `--dbname=${address}`, file], env);
}

/** The address without its password, which everybody on the machine could read in the command. */
function connectionOf(url: string): { address: string; env: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, env: environmentWith(password ? { PGPASSWORD: password } : {}) };
}
