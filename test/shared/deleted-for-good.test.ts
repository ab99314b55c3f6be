import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../src/shared/database.ts';

let folder: string;
afterEach(() => rm(folder, { recursive: true }));

async function fileAfter(act: (database: Database) => Promise<void>): Promise<Buffer> {
  folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  const file = path.join(folder, 'test.sqlite');
  const database = await openDatabase(`sqlite:${file}`, 'NORMAL');
  await act(database);
  await database.destroy();
  return readFile(file);
}

const names = Array.from({ length: 400 }, (_, at) => `Marked ${at} NHS Trust, which is made up`);

async function insert(database: Database): Promise<void> {
  await database
    .insertInto('organisation')
    .values(
      names.map((name, at) => ({
        code: `T${at}`,
        name,
        kind: 'trust' as const,
        trust_type: 'acute',
        source: 'test',
        fictional: 1 as const,
      })),
    )
    .execute();
}

test('what is deleted, or taken out of a row, is no longer in the file', async () => {
  const before = await fileAfter(insert);
  expect(before.includes('Marked 7 NHS')).toBe(true);
  await rm(folder, { recursive: true });
  const after = await fileAfter(async (database) => {
    await insert(database);
    await database
      .updateTable('organisation')
      .set({ name: 'X' })
      .where('code', '<', 'T2')
      .execute();
    await database.deleteFrom('organisation').where('code', '>=', 'T2').execute();
  });
  expect(after.includes('Marked')).toBe(false);
});
