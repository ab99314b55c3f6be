import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/shared/database.ts';
import { realFiles, wholeRegister } from '../organisations/register.ts';

const root = path.join(import.meta.dirname, '../..');
const register = realFiles.map(({ name }) => `src/organisations/register/${name}`);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
});

afterEach(() => rm(folder, { recursive: true }));

function run(...files: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './src/runtime.js', 'src/commands/import-organisations.ts', ...files],
    { cwd: root, env: { DATA_DIR: folder }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

async function stored() {
  const database = await openDatabase(`sqlite:${folder}/service.sqlite`);
  try {
    return await wholeRegister(database);
  } finally {
    await database.destroy();
  }
}

async function save(name: string, text: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

test('without a file, or with an option, the command says how to use it', () => {
  for (const args of [[], ['--help']]) {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('Usage: npm run import-organisations -- FILE');
    expect(stdout).toBe('');
  }
  expect(existsSync(`${folder}/service.sqlite`)).toBe(false);
});

test('the real register is imported with one line of counts, and again without a change', async () => {
  expect(run(...register)).toEqual({
    status: 0,
    stderr: '',
    stdout:
      'Imported: trusts 274 added, 0 changed, 0 unchanged; ICBs 48 added, 0 changed, 0 unchanged; ICB memberships 209 added, 0 changed, 0 unchanged; successions 21 added, 0 changed, 0 unchanged.\n',
  });
  const before = await stored();
  expect(before.organisations).toHaveLength(322);
  expect(run(...register)).toEqual({
    status: 0,
    stderr: '',
    stdout:
      'Imported: trusts 0 added, 0 changed, 274 unchanged; ICBs 0 added, 0 changed, 48 unchanged; ICB memberships 0 added, 0 changed, 209 unchanged; successions 0 added, 0 changed, 21 unchanged.\n',
  });
  expect(await stored()).toEqual(before);
});

test('one bad row among good files leaves the database as it was', async () => {
  run(...register);
  const before = await stored();
  const bad = await save(
    'organisations.csv',
    'ods_code,name,kind,trust_type,icb_code,region,source\nRR8,Renamed NHS Trust,trust,acute,QWO,North East and Yorkshire,test\nRZ9,New NHS Trust,hospital,acute,QWO,London,test\n',
  );
  const { status, stdout, stderr } = run(
    ...register.filter((name) => !name.endsWith('/organisations.csv')),
    bad,
  );
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `${bad} line 3, column 3 (kind): must be trust or icb\nNothing was imported.\n`,
  );
  expect(await stored()).toEqual(before);
});

test('a missing file, a folder and a binary file are named together', async () => {
  const binary = await save('binary.csv', Buffer.from([1, 2, 10, 0, 255]));
  const { status, stderr } = run('nowhere.csv', folder, binary, ...register);
  expect(status).toBe(2);
  expect(stderr).toBe(
    [
      'nowhere.csv: cannot be read (ENOENT)',
      `${folder}: cannot be read (EISDIR)`,
      `${binary} line 2: is not text: there is a NUL byte`,
      'Nothing was imported.\n',
    ].join('\n'),
  );
  expect(existsSync(`${folder}/service.sqlite`)).toBe(false);
});

test('of many problems the first twenty are named, and the others counted', async () => {
  const rows = Array.from({ length: 25 }, (_, n) => `Q${n},E54000001,NHS Hill`);
  const bad = await save('bad.csv', `ods_code,gss_code,name\n${rows.join('\n').toLowerCase()}\n`);
  const { status, stderr } = run(bad);
  expect(status).toBe(2);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(22);
  expect(lines[0]).toMatch(/bad\.csv line 2, column 1 \(ods_code\): must be 3 to 5/);
  expect(lines.at(-2)).toBe('and 30 more problems');
});

test('a configuration that is wrong is said plainly', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', './src/runtime.js', 'src/commands/import-organisations.ts', ...register],
    { cwd: root, env: { DATABASE_URL: 'mysql://x' }, encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('DATABASE_URL: must begin with sqlite: or postgres://');
});
