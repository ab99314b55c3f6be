import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seedIfEmpty } from '../../src/demonstration/seed.ts';
import { openDatabase } from '../../src/shared/database.ts';
import type { TestDatabase } from './databases.ts';
import { today } from './service.ts';

/**
 * The demonstration in a database of its own. It is made once in a run of the tests, by whoever
 * wants it first, and copied for each: making it takes longer than most tests.
 */
export async function seededDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  const file = path.join(folder, 'test.sqlite');
  await copyFile(await seededFile(), file);
  const database = await openDatabase(`sqlite:${file}`, 'NORMAL');
  return {
    database,
    remove: async () => {
      await database.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function seededFile(): Promise<string> {
  const shared = process.env.SHARED_BY_TESTS as string;
  const seeded = path.join(shared, 'seeded.sqlite');
  const isFirst = await mkdir(path.join(shared, 'seeding')).then(
    () => true,
    () => false,
  );
  if (isFirst) await make(seeded);
  while (!existsSync(seeded)) await wait(50);
  return seeded;
}

/** Under another name until it is complete. */
async function make(seeded: string): Promise<void> {
  const file = `${seeded}.new`;
  const database = await openDatabase(`sqlite:${file}`, 'NORMAL');
  await seedIfEmpty(database, () => today);
  await database.destroy();
  await rename(file, seeded);
}
