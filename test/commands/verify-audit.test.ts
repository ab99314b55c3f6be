import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { record } from '../../src/people/audit-store.ts';
import { type Database, openDatabase, transact } from '../../src/shared/database.ts';
import { buildWorld, type World } from '../support/cast.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';

const root = path.join(import.meta.dirname, '../..');
let folder: string;
let database: Database;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  database = await openDatabase(`sqlite:${folder}/service.sqlite`);
  world = await buildWorld(database);
  for (let count = 1; count <= 3; count++)
    await record(database, {
      ...{ chain: world.assessments.hill, at: today.toISOString(), actorId: null },
      ...{ act: 'remind', subject: { count } },
    });
});

afterAll(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

function run(...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    ['--import', './src/runtime.js', 'src/commands/admin.ts', ...args],
    { cwd: root, env: { DATA_DIR: folder }, encoding: 'utf8' },
  );
}

test('verify-audit says that the audit of a live service is whole, and changes nothing', async () => {
  const before = await dump(database, ['audit', 'audit_chain']);
  const { status, stdout } = run('verify-audit');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^The audit is whole\.\nLines that hold: 3, in 1 chains, of which 0 were removed as a whole\.\nDigest of the heads: [0-9a-f]{64}\n/,
  );
  expect(await dump(database, ['audit', 'audit_chain'])).toBe(before);
});

test('remove-cycle says what would go or why nothing does, and asks to be confirmed', async () => {
  const before = await dump(database, ['assessment', 'audit']);
  expect(run('remove-cycle', 'Autumn')).toMatchObject({
    ...{ status: 2, stderr: 'No cycle is called Autumn.\nNothing was changed.\n' },
  });
  const closed_at = today.toISOString();
  await database.updateTable('assessment').set({ closed_at }).execute();
  await database.updateTable('cycle').set({ closes_at: '2020-01-01T00:00:00.000Z' }).execute();
  const { status, stdout } = run('remove-cycle', 'Autumn 2026');
  expect(status).toBe(0);
  expect(stdout).toContain('- Respondents: 5\n');
  expect(stdout).toContain('Nothing was changed: add --confirm to remove it.');
  expect(run('remove-cycle', 'Autumn 2026', '--yes').status).toBe(2);
  await database.updateTable('assessment').set({ closed_at: null }).execute();
  expect(await dump(database, ['assessment', 'audit'])).toBe(before);
});

test('verify-audit names the first broken link and ends with status 1', async () => {
  await transact(database, async (transaction) => {
    await sql`drop trigger audit_no_update`.execute(transaction);
    await sql`update audit set act = 'invite' where position >= 2`.execute(transaction);
  });
  const { status, stdout } = run('verify-audit');
  expect(status).toBe(1);
  expect(stdout).toContain(
    `The first broken link of each chain that is:\n- ${world.assessments.hill}: line 2\n`,
  );
});

test('remove-cycle removes what was kept once it is confirmed, and no audit that is broken', async () => {
  const closed_at = today.toISOString();
  await database.updateTable('assessment').set({ closed_at }).execute();
  const refused = run('remove-cycle', 'Autumn 2026', '--confirm');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain(`broken, at line 2 of ${world.assessments.hill}`);
  expect(await dump(database, ['respondent', 'audit'])).toContain('remind');
  await transact(database, (transaction) =>
    sql`update audit set act = 'remind'`.execute(transaction),
  );
  const { status, stdout } = run('remove-cycle', 'Autumn 2026', '--confirm');
  expect([status, stdout]).toEqual([0, expect.stringContaining('Removed from Autumn 2026:')]);
  expect(await dump(database, ['assessment', 'respondent'])).toBe('');
  expect(run('verify-audit').stdout).toContain('of which 3 were removed');
});
