import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContexts } from '../../src/organisations/context/context-store.ts';
import { contextVariableNames } from '../../src/organisations/context/variables.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { importOn, smallFiles } from '../organisations/register.ts';

const root = path.join(import.meta.dirname, '../..');
const header = 'ods_code,as_of,source,size_band,beds';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
});

afterEach(() => rm(folder, { recursive: true }));

function run(files: readonly string[], env: NodeJS.ProcessEnv = { DATA_DIR: folder }) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './src/runtime.js', 'src/commands/import-context.ts', ...files],
    { cwd: root, env, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

async function stored() {
  const database = await openDatabase(`sqlite:${folder}/service.sqlite`);
  try {
    return await readContexts(database);
  } finally {
    await database.destroy();
  }
}

async function withRegister(): Promise<void> {
  const database = await openDatabase(`sqlite:${folder}/service.sqlite`);
  await importOn(database, smallFiles());
  await database.destroy();
}

async function save(...rows: readonly string[]): Promise<string> {
  const file = path.join(folder, 'context.csv');
  await writeFile(file, `${[header, ...rows].join('\n')}\n`);
  return file;
}

test('--help says what a file looks like, column by column', () => {
  const { status, stdout, stderr } = run(['--help']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Usage: npm run import-context -- FILE\n');
  for (const column of [...header.split(','), ...contextVariableNames])
    expect(stdout).toMatch(new RegExp(`^ {2}${column} `, 'm'));
});

test('without a file, with two or with an option, the command says how to use it', () => {
  for (const args of [[], ['a.csv', 'b.csv'], ['--force']]) {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: npm run import-context -- FILE');
  }
  expect(existsSync(`${folder}/service.sqlite`)).toBe(false);
});

test('a file is imported with one line of counts, and again without a change', async () => {
  await withRegister();
  const file = await save('RAA,2026-03-31,Report,large,850', 'RBB,2026-03-31,Report,small,');
  const said = (counts: string) => ({
    status: 0,
    stdout: `Imported: context of organisations ${counts}.\n`,
    stderr: '',
  });
  expect(run([file])).toEqual(said('2 added, 0 changed, 0 unchanged'));
  const before = await stored();
  expect(before).toHaveLength(2);
  expect(run([file])).toEqual(said('0 added, 0 changed, 2 unchanged'));
  expect(await stored()).toEqual(before);
  await save('RAA,2026-03-31,Report,large,851', 'RBB,2026-03-31,Report,small,');
  expect(run([file])).toEqual(said('0 added, 1 changed, 1 unchanged'));
});

test('one bad row leaves everything as it was, and problems come in their order', async () => {
  await withRegister();
  const file = await save(
    'RZZ,2026-03-31,Report,large,850',
    'RAA,2026-03-31,Report,huge,many',
    'RBB,2026-03-31,Report,small,1',
  );
  expect(run([file])).toEqual({
    status: 2,
    stdout: '',
    stderr: [
      `${file} line 2, column 1 (ods_code): RZZ is not in the register`,
      `${file} line 3, column 4 (size_band): must be small, medium, large, or empty`,
      `${file} line 3, column 5 (beds): must be a whole number such as 850, or empty`,
      'Nothing was imported.\n',
    ].join('\n'),
  });
  expect(await stored()).toEqual([]);
});

test('of many problems the first twenty are named, and the others counted', async () => {
  const file = await save(...Array.from({ length: 25 }, () => 'RAA,2026-03-31,Report,huge,1'));
  const lines = run([file]).stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(22);
  expect(lines.at(-2)).toBe('and 5 more problems');
});

test('what cannot be read is named', () => {
  expect(run(['nowhere.csv'])).toMatchObject({
    status: 2,
    stderr: 'nowhere.csv: cannot be read (ENOENT)\nNothing was imported.\n',
  });
});

test('a configuration that is wrong is said plainly', async () => {
  const file = await save('RAA,2026-03-31,Report,large,850');
  const { status, stderr } = run([file], { DATABASE_URL: 'mysql://x' });
  expect(status).toBe(1);
  expect(stderr).toContain('DATABASE_URL: must begin with sqlite: or postgres://');
});
