import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import pino from 'pino';
import { runPeriodically } from '../../src/shared/periodic.ts';
import { joinOthers, type Together, takingTurns } from '../../src/shared/together.ts';
import { postgresSchema } from '../support/databases.ts';
import { postgresUrl } from '../support/optional.ts';
import { until } from './listening.ts';

const logged: string[] = [];
const log = pino({}, { write: (line) => void logged.push(line) });
const quick = async () => {};

test('a process on SQLite has all its work to itself, and hints at nothing', async () => {
  const alone = await joinOthers('sqlite:test.sqlite', log);
  alone.onHint(() => logged.push('a hint'));
  alone.hint('something');
  expect(await alone.alone('work', quick)).toBe(true);
  await alone.leave();
  expect(logged).toEqual([]);
});

(postgresUrl ? describe : describe.skip)('processes on one PostgreSQL', () => {
  let schema: Awaited<ReturnType<typeof postgresSchema>>;
  let server: pg.Client;
  let [one, two]: Together[] = [];
  let joined: Together[];

  beforeEach(async () => {
    logged.length = 0;
    schema = await postgresSchema();
    server = new pg.Client({ connectionString: schema.url });
    await server.connect();
    joined = [];
    [one, two] = [await join(), await join()];
  });
  afterEach(async () => {
    for (const each of joined) await each.leave();
    await server.end();
    await schema.drop();
  });

  async function join(url = schema.url): Promise<Together> {
    const together = await joinOthers(url, log);
    joined.push(together);
    return together;
  }

  /** Begins work of this name, and resolves with what ends it once it is under way. */
  async function begin(together: Together | undefined, name: string) {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let done: Promise<boolean> | undefined;
    await new Promise<void>((begun) => {
      done = together?.alone(name, () => {
        begun();
        return ended;
      });
    });
    return async () => {
      end();
      return done;
    };
  }

  /** Ends the connections by which processes of this schema know of each other. */
  async function cut(): Promise<void> {
    await server.query(`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and pid <> pg_backend_pid()
      and objid = (hashtextextended(current_schema() || 'work', 0) & 4294967295)::oid`);
  }

  test('one does work of a name, the others leave it, and then any of them may', async () => {
    const end = await begin(one, 'work');
    expect(await two?.alone('work', quick)).toBe(false);
    expect(await two?.alone('other work', quick)).toBe(true);
    expect(await end()).toBe(true);
    expect(await two?.alone('work', quick)).toBe(true);
  });

  test('work that fails is let go of', async () => {
    const failing = one?.alone('work', async () => {
      throw new Error('not today');
    });
    await expect(failing).rejects.toThrow('not today');
    expect(await two?.alone('work', quick)).toBe(true);
  });

  test('another service in the same database does its own work of that name', async () => {
    const other = await postgresSchema();
    const end = await begin(one, 'work');
    const stranger = await join(other.url);
    expect(await stranger.alone('work', quick)).toBe(true);
    await end();
    await stranger.leave();
    await other.drop();
  });

  test('a process that loses its connection loses its work, and comes back', async () => {
    const end = await begin(one, 'work');
    await cut();
    await until(() => logged.length > 0, 'the loss');
    expect(await two?.alone('work', quick)).toBe(true);
    expect(await end()).toBe(true);
    const heard: string[] = [];
    two?.onHint((id) => heard.push(id));
    await until(() => {
      one?.hint('back');
      return heard.length > 0;
    }, 'a hint');
    const again = await begin(one, 'work');
    expect(await two?.alone('work', quick)).toBe(false);
    await again();
    expect(logged).toHaveLength(1);
  });

  test('hints come to all others, and not to who hints', async () => {
    const heard: string[] = [];
    one?.onHint((id) => heard.push(`one ${id}`));
    two?.onHint((id) => heard.push(`two ${id}`));
    (await join()).onHint((id) => heard.push(`three ${id}`));
    for (const id of ['a', 'b', 'c']) one?.hint(id);
    await until(() => heard.length >= 6, 'all hints');
    await wait(50);
    expect(heard.sort()).toEqual(['three a', 'three b', 'three c', 'two a', 'two b', 'two c']);
  });

  test('each task is done by one at a time, but for those that are done everywhere', async () => {
    const open = { 'one at a time': 0, everywhere: 0 };
    const most = { ...open };
    const run = (name: keyof typeof open) => async () => {
      most[name] = Math.max(most[name], ++open[name]);
      await wait(30);
      open[name]--;
    };
    const tasks = [
      { name: 'one at a time', every: 5, run: run('one at a time') },
      { name: 'everywhere', every: 5, everywhere: true, run: run('everywhere') },
    ] as const;
    const stops = joined.map((each) => runPeriodically(takingTurns(tasks, each), log));
    await wait(400);
    await Promise.all(stops.map((stop) => stop()));
    expect(most).toEqual({ 'one at a time': 1, everywhere: 2 });
    expect(logged).toEqual([]);
  });

  test('who cannot reach the server does not join', async () => {
    const nowhere = new URL(schema.url);
    nowhere.port = '1';
    await expect(joinOthers(`${nowhere}`, log)).rejects.toThrow('ECONNREFUSED');
  });
});
