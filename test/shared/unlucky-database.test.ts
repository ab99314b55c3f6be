import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { SharedCommit } from '../../src/shared/shared-commit.ts';

let folder: string;
let file: BetterSqlite3.Database;
let commits: SharedCommit;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unlucky-'));
  file = new BetterSqlite3(path.join(folder, 'test.sqlite'), { timeout: 0 });
  file.exec('create table entry (text)');
  commits = new SharedCommit(file);
});

afterEach(async () => {
  file.close();
  await rm(folder, { recursive: true });
});

const write = (text: string) => file.prepare('insert into entry values (?)').run(text);
const texts = () => file.prepare('select text from entry').pluck().all();
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: Error) => error.message,
  );

test('when SQLite takes back everything by itself, all who waited hear of it', async () => {
  await commits.begin();
  write('waiting');
  const waiting = outcome(commits.commit());
  await commits.begin();
  write('the one that hits the full disk');
  file.exec('ROLLBACK');
  commits.rollback();
  expect(await waiting).toMatch('rolled back');
  await commits.begin();
  write('next');
  await commits.commit();
  expect(texts()).toEqual(['next']);
});

test('when it did so and nobody noticed, the commit says so', async () => {
  await commits.begin();
  write('lost');
  file.exec('ROLLBACK');
  expect(await outcome(commits.commit())).not.toBe('kept');
  await commits.begin();
  write('next');
  await commits.commit();
  expect(texts()).toEqual(['next']);
});

test('when somebody else holds the file, a transaction cannot begin, and the next one can', async () => {
  const other = new BetterSqlite3(path.join(folder, 'test.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const [one, two] = [outcome(commits.begin()), outcome(commits.begin())];
  expect([await one, await two]).toEqual(['database is locked', 'database is locked']);
  other.exec('ROLLBACK');
  other.close();
  await commits.begin();
  write('after all');
  await commits.commit();
  expect(texts()).toEqual(['after all']);
});
