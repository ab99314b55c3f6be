import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { type Generated, Kysely, sql } from 'kysely';
import { sqliteDialect } from '../../src/shared/sqlite.ts';

interface Tables {
  entry: { id: Generated<number>; text: string };
  child: { entry_id: number };
}
type Db = Kysely<Tables>;

let folder: string;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shared-commit-'));
  db = new Kysely<Tables>({ dialect: sqliteDialect(path.join(folder, 'test.sqlite'), 'NORMAL') });
  await sql`create table entry (id integer primary key, text text not null unique)`.execute(db);
  await sql`create table child (entry_id integer not null
    references entry (id) deferrable initially deferred)`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await db.deleteFrom('child').execute();
  await db.deleteFrom('entry').execute();
});

const add = (on: Db, text: string) => on.insertInto('entry').values({ text }).execute();
const texts = async (on: Db = db) =>
  (await on.selectFrom('entry').select('text').orderBy('id').execute()).map(({ text }) => text);
const many = Array.from({ length: 40 }, (_, at) => `entry ${String(at).padStart(2, '0')}`);
/** A child without its entry: allowed until the commit, which then fails. */
const breakTheCommit = (on: Db) => on.insertInto('child').values({ entry_id: 999 }).execute();
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: Error) => error.message,
  );

describe('transactions at the same moment', () => {
  test('run one after the other in the order in which they came', async () => {
    const seen = await Promise.all(
      many.map((text) =>
        db.transaction().execute(async (transaction) => {
          const before = await texts(transaction);
          await add(transaction, text);
          await Promise.resolve();
          return [before, await texts(transaction)] as const;
        }),
      ),
    );
    for (const [at, [before, after]] of seen.entries()) {
      expect(before).toEqual(many.slice(0, at));
      expect(after).toEqual(many.slice(0, at + 1));
    }
    expect(await texts()).toEqual(many);
  });

  test('stay apart even when one of them takes its time', async () => {
    let inside = 0;
    await Promise.all(
      many.slice(0, 5).map((text) =>
        db.transaction().execute(async (transaction) => {
          expect(++inside).toBe(1);
          await add(transaction, text);
          await wait(5);
          expect(--inside).toBe(0);
        }),
      ),
    );
    expect(await texts()).toHaveLength(5);
  });

  test('one that fails takes back its own changes and nobody else’s', async () => {
    const outcomes = await Promise.all(
      many.map((text, at) =>
        outcome(
          db.transaction().execute(async (transaction) => {
            await add(transaction, text);
            if (at % 4 === 1) throw new Error('Changed my mind');
            if (at % 4 === 2) await add(transaction, text);
          }),
        ),
      ),
    );
    expect(outcomes.map((each) => each === 'kept')).toEqual(
      many.map((_, at) => at % 4 === 0 || at % 4 === 3),
    );
    expect(await texts()).toEqual(many.filter((_, at) => at % 4 === 0 || at % 4 === 3));
  });

  test('and changes outside any transaction are kept, each for itself', async () => {
    const outcomes = await Promise.all(
      [...many, many[3] as string].map((text, at) =>
        outcome(at % 2 === 0 ? add(db, text) : db.transaction().execute((t) => add(t, text))),
      ),
    );
    expect(outcomes.filter((each) => each !== 'kept')).toEqual([
      expect.stringContaining('UNIQUE constraint failed'),
    ]);
    expect(await texts()).toEqual(many);
  });
});

test('a read sees nothing that is not committed', async () => {
  let during: string[] = [];
  await db.transaction().execute(async (transaction) => {
    await add(transaction, 'not yet');
    during = await texts();
    expect(await texts(transaction)).toEqual(['not yet']);
  });
  expect(during).toEqual([]);
  expect(await texts()).toEqual(['not yet']);
});

test('what is acknowledged can be read from another connection to the file', async () => {
  const other = new BetterSqlite3(path.join(folder, 'test.sqlite'), { readonly: true });
  await Promise.all(
    many.map(async (text) => {
      await db.transaction().execute((transaction) => add(transaction, text));
      const row = other.prepare('select count(*) as n from entry where text = ?').get(text);
      expect(row).toEqual({ n: 1 });
    }),
  );
  other.close();
});

describe('a commit that fails', () => {
  test('is told to everybody who shared it, and nothing of it is kept', async () => {
    const outcomes = await Promise.all([
      ...many.slice(0, 5).map((text) => outcome(db.transaction().execute((t) => add(t, text)))),
      outcome(db.transaction().execute((transaction) => breakTheCommit(transaction))),
      ...many.slice(5, 9).map((text) => outcome(add(db, text))),
    ]);
    expect(outcomes).toEqual(Array(10).fill('FOREIGN KEY constraint failed'));
    expect(await texts()).toEqual([]);
  });

  test('does not touch the transactions that come while it is being told', async () => {
    const lost = db.transaction().execute((transaction) => breakTheCommit(transaction));
    const told = outcome(lost);
    // A change outside a transaction hears of it first; then begin one thing in each small step.
    await outcome(add(db, 'lost too'));
    const begun: Promise<string>[] = [];
    for (const text of many) {
      begun.push(
        outcome(
          db.transaction().execute(async (transaction) => {
            await add(transaction, text);
            await wait(1);
            await add(transaction, `${text}, second`);
          }),
        ),
      );
      await Promise.resolve();
    }
    expect(await told).toBe('FOREIGN KEY constraint failed');
    expect(await Promise.all(begun)).toEqual(Array(many.length).fill('kept'));
    expect(await texts()).toEqual(many.flatMap((text) => [text, `${text}, second`]));
  });

  test('is over: rolling it back as well, as Kysely does, leaves the next one alone', async () => {
    const dialect = sqliteDialect(path.join(folder, 'test.sqlite'), 'NORMAL');
    const driver = dialect.createDriver();
    const [failed, next] = [await driver.acquireConnection(), await driver.acquireConnection()];
    const run = (connection: typeof next, statement: string) =>
      connection.executeQuery(sql.raw(statement).compile(db));
    await driver.beginTransaction(failed, {});
    await run(failed, 'insert into child values (999)');
    await expect(driver.commitTransaction(failed)).rejects.toThrow('FOREIGN KEY');
    await driver.beginTransaction(next, {});
    await run(next, "insert into entry (text) values ('first')");
    await driver.rollbackTransaction(failed);
    await wait(1);
    expect(await texts()).toEqual([]);
    await run(next, "insert into entry (text) values ('second')");
    await driver.commitTransaction(next);
    expect(await texts()).toEqual(['first', 'second']);
    await driver.destroy();
  });

  test('leaves a database in which the next transaction works', async () => {
    await expect(db.transaction().execute((t) => breakTheCommit(t))).rejects.toThrow();
    await db.transaction().execute((transaction) => add(transaction, 'after'));
    expect(await texts()).toEqual(['after']);
  });
});
