import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { postgresUrl } from './optional.ts';
import { postgresSchema } from './postgres-schema.ts';

export { postgresSchema };

/** A migrated database of its own, and how to be rid of it. */
export interface TestDatabase {
  readonly database: Database;
  remove(): Promise<void>;
}

export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  // These databases live for seconds: no test here is about surviving a power cut.
  const database = await openDatabase(`sqlite:${folder}/test.sqlite`, 'NORMAL');
  return {
    database,
    remove: async () => {
      await database.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const { url, drop } = await postgresSchema();
  const database = await openDatabase(url);
  return {
    database,
    remove: async () => {
      await database.destroy();
      await drop();
    },
  };
}

/** Runs a suite on SQLite, and on PostgreSQL where there is one. */
export function onEachDatabase(name: string, suite: (database: () => Database) => void): void {
  const kinds: [string, () => Promise<TestDatabase>][] = [['SQLite', sqliteDatabase]];
  if (postgresUrl) kinds.push(['PostgreSQL', postgresDatabase]);
  describe.each(kinds)(`${name} (%s)`, (_kind, open) => {
    let opened: TestDatabase;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.remove());
    suite(() => opened.database);
  });
}
