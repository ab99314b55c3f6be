import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { recordBackup } from '../../src/operations/backup-store.ts';
import { backupStatus, checksOf } from '../../src/operations/checks.ts';
import { statusOf } from '../../src/operations/disk.ts';
import { Readiness } from '../../src/operations/readiness.ts';
import { tryToWrite } from '../../src/operations/store.ts';
import { onEachDatabase, sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { type Operated, operated } from './operated.ts';

let opened: TestDatabase;
let service: Operated | null;
beforeEach(async () => {
  opened = await sqliteDatabase();
});
afterEach(async () => {
  await service?.close();
  await opened.remove();
});

const start = async (env: NodeJS.ProcessEnv = {}) => {
  service = await operated(opened.database, [], { DATA_DIR: '/tmp', ...env });
  return service;
};
const ask = async (env: NodeJS.ProcessEnv = {}) =>
  (await start(env)).visitor().get('/health/ready');

describe('/health/ready', () => {
  test('says for each check how it is, and nothing else', async () => {
    const { status, body, headers } = await ask();
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(Object.keys(body)).toEqual(['status', 'checks']);
    const { disk, ...others } = body.checks;
    expect(['ok', 'warning']).toContain(disk);
    expect([body.status, others]).toEqual([
      'ready',
      { database: 'ok', migrations: 'ok', load: 'ok' },
    ]);
  });

  test('is not ready when the database cannot be written', async () => {
    await sql`create trigger full before insert on rate_limit begin select raise(abort, 'no'); end`.execute(
      opened.database,
    );
    const { status, body, text } = await ask();
    expect([status, body.status, body.checks.database]).toEqual([503, 'not ready', 'failing']);
    expect(text).not.toContain('no"');
  });

  test('is not ready while a migration is missing', async () => {
    await sql`delete from kysely_migration where name = '010-trust'`.execute(opened.database);
    const { status, body } = await ask();
    expect([status, body.checks.migrations]).toEqual([503, 'failing']);
  });

  test('is not ready while it stops', async () => {
    const { operations, visitor } = await start();
    const agent = visitor();
    expect((await agent.get('/health/ready')).status).toBe(200);
    operations.readiness.stop();
    const { status, body } = await agent.get('/health/ready');
    expect([status, body.status]).toEqual([503, 'stopping']);
  });

  test('warns of old backups, which keep nobody from working, where backups are expected', async () => {
    const env = { BACKUP_EVERY: '24' };
    expect((await ask(env)).body).toMatchObject({ status: 'ready', checks: { backup: 'warning' } });
    const madeAt = today.toISOString();
    await recordBackup(opened.database, { file: 'x', madeAt, bytes: 1, digest: 'x' });
    await service?.close();
    expect((await ask(env)).body.checks.backup).toBe('ok');
    const hours = (count: number) => new Date(today.getTime() + count * 3_600_000);
    expect(backupStatus(madeAt, hours(26))).toBe('ok');
    expect(backupStatus(madeAt, hours(26.01))).toBe('warning');
  });
});

test('the disk is watched before it is full', () => {
  const total = 100_000_000_000;
  expect(statusOf({ free: 10_000_000_000, total })).toBe('ok');
  expect(statusOf({ free: 9_999_999_999, total })).toBe('warning');
  expect(statusOf({ free: 999_999_999, total })).toBe('failing');
  expect(statusOf({ free: 99_999_999, total: 200_000_000 })).toBe('failing');
});

test('checks are asked once at a time, and one that does not come back fails', async () => {
  let asked = 0;
  const hangs = () => {
    asked += 1;
    return new Promise<'ok'>(() => {});
  };
  const readiness = new Readiness({ hangs, throws: () => Promise.reject(new Error()) }, 50);
  const answers = await Promise.all([readiness.ask(), readiness.ask(), readiness.ask()]);
  expect(asked).toBe(1);
  expect(answers[2]).toEqual({
    status: 'not ready',
    checks: { hangs: 'failing', throws: 'failing' },
  });
});

test('whoever asks often gives the database no more to do', async () => {
  let asked = 0;
  const counts = () => {
    asked += 1;
    return 'ok' as const;
  };
  const readiness = new Readiness({ counts });
  for (let times = 0; times < 5; times += 1) await readiness.ask();
  expect(asked).toBe(1);
});

onEachDatabase('trying to write', (database) => {
  test('leaves nothing', async () => {
    await tryToWrite(database());
    expect(await database().selectFrom('rate_limit').selectAll().execute()).toEqual([]);
  });

  test('and asking what was migrated works', async () => {
    service = null;
    const { config, clock } = (await start()).parts;
    const checks = checksOf(config, database(), clock, { status: 'ok' });
    expect([await checks.database?.(), await checks.migrations?.()]).toEqual(['ok', 'ok']);
  });
});
