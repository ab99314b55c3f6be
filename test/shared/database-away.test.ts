import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { unavailable } from '../../src/shared/unavailable.ts';
import { baseOf, buildWorld, people, placeOf, setRespondent, type World } from '../support/cast.ts';
import { postgresSchema } from '../support/databases.ts';
import { postgresUrl } from '../support/optional.ts';
import { type Fields, open, plainText, send } from '../support/pages.ts';
import { type PostgresProxy, postgresProxy } from '../support/postgres-proxy.ts';
import { type Agent, type Service, startService, today } from '../support/service.ts';
import { until } from '../support/until.ts';

const note = 'We agreed on <this> & wrote it down';

(postgresUrl ? describe : describe.skip)('while PostgreSQL is away', () => {
  let drop: () => Promise<void>;
  let proxy: PostgresProxy;
  let database: Database;
  let world: World;
  let service: Service;
  let alice: Agent;
  /** Somebody else who is connected to the server, by another way. */
  let other: pg.Client;
  const question = () => `${baseOf(world)}/questions/A1`;

  beforeAll(async () => {
    const schema = await postgresSchema();
    drop = schema.drop;
    other = new pg.Client({ connectionString: schema.url });
    await other.connect();
    proxy = await postgresProxy(schema.url);
    database = await openDatabase(proxy.url);
    world = await buildWorld(database);
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    const at = today.toISOString();
    await setRespondent(database, respondentId, { notice_read_at: at, role: 'medical-director' });
    service = startService(database, [people.alice]);
    alice = await service.as(people.alice);
  });
  afterEach(() => {
    service.logged.length = 0;
  });
  afterAll(async () => {
    await service.close();
    await database.destroy();
    await other.end();
    await proxy.cut();
    await drop();
  });

  function save(form: Fields, text: string) {
    return send(alice, question(), { ...form, 'A1-answer': '3', 'A1-note': text, saveId: newId() });
  }

  async function noteStored(): Promise<unknown> {
    const row = await database.selectFrom('answer').select('note').executeTakeFirst();
    return row?.note;
  }

  /** The connections that wait for rows which the other holds, or for who waits for them. */
  async function waiting(): Promise<readonly number[]> {
    // A transaction goes on seeing what it first saw of others.
    await other.query('select pg_stat_clear_snapshot()');
    const { rows } = await other.query(
      `with recursive blocked as (
        select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))
        union
        select behind.pid from pg_stat_activity behind
        join blocked on blocked.pid = any(pg_blocking_pids(behind.pid))
      ) select pid from blocked`,
    );
    return rows.map(({ pid }) => pid);
  }

  test('people are told to wait, keep what they typed, and can go on once it is back', async () => {
    const form = await open(alice, question());
    await proxy.cut();
    const away = await alice.get(question());
    expect([away.status, away.headers['retry-after']]).toEqual([503, '10']);
    const unsaved = await save(form, note);
    expect(unsaved.status).toBe(503);
    expect(plainText(unsaved.text)).toContain(note);
    expect(plainText(unsaved.text)).toContain('may not be saved. Wait a minute');
    expect(unsaved.text).not.toMatch(/ECONNREFUSED|terminated|127\.0\.0\.1|node_modules/);
    await proxy.mend();
    expect((await save(form, note)).status).toBe(303);
    expect(await noteStored()).toBe(note);
    expect(service.logged.filter((line) => !line.includes('the database was not'))).toEqual([]);
    expect(service.logged.join()).not.toContain('We agreed');
  });

  test('a save under way when the server ends it is answered so, and leaves nothing', async () => {
    const form = await open(alice, question());
    const before = await noteStored();
    await other.query('begin');
    await other.query('select 1 from respondent for update');
    const saving = save(form, 'Never to be seen').then((response) => response);
    await until(async () => (await waiting()).length > 0);
    await other.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
      await waiting(),
    ]);
    const { status, text } = await saving;
    await other.query('rollback');
    expect([status, plainText(text).includes('Never to be seen')]).toEqual([503, true]);
    expect(service.logged).toHaveLength(1);
    const { level, reason, err } = JSON.parse(service.logged[0] ?? '{}');
    expect([level, err]).toEqual([40, undefined]);
    expect(reason).toMatch(/terminat|not queryable/);
    expect(await noteStored()).toBe(before);
    expect((await alice.get(question())).status).toBe(200);
  });

  test('who cannot get a connection in time is told so, and the others are served', async () => {
    const form = await open(alice, question());
    await other.query('begin');
    await other.query('select 1 from respondent for update');
    const all = 10;
    const saving = Array.from({ length: all }, (_, at) =>
      save(form, `Number ${at}`).then(({ status }) => status),
    );
    // Each of them holds one of the connections that there are.
    await until(async () => (await waiting()).length === all);
    const late = await alice.get(question());
    expect(late.status).toBe(503);
    await other.query('rollback');
    const statuses = await Promise.all(saving);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 303 && status !== 409)).toEqual([]);
    expect((await alice.get(question())).status).toBe(200);
  });

  test('what takes too long is ended by the server', async () => {
    const { rows } = await sql<Record<string, string>>`
      select current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as pause`.execute(database);
    expect(rows).toEqual([{ statement: '15s', pause: '30s' }]);
  });
});

test.each([
  ['57P01', true],
  ['57P03', true],
  ['57014', true],
  ['08006', true],
  ['53300', true],
  ['53100', true],
  ['40001', true],
  ['40P01', true],
  ['55P03', true],
  ['25P03', true],
  ['25006', true],
  ['ECONNREFUSED', true],
  ['SQLITE_FULL', true],
  ['SQLITE_BUSY', true],
  ['23505', false],
  ['42P01', false],
  ['22021', false],
  ['SQLITE_CONSTRAINT_UNIQUE', false],
  ['ENOENT', false],
])('a database that fails with %s can do it later: %s', (code, can) => {
  const error = Object.assign(new Error('It failed'), { code });
  expect(unavailable(error)?.status).toBe(can ? 503 : undefined);
});

test('faults of ours are not blamed on the database', () => {
  for (const error of [new TypeError('x is undefined'), new Error(''), {}])
    expect(unavailable(error)).toBeUndefined();
});
