import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { buildWorld } from '../support/cast.ts';
import { onEachDatabase, postgresSchema } from '../support/databases.ts';
import { postgresUrl } from '../support/optional.ts';

onEachDatabase('a new database', (database) => {
  test('has every table of every migration, and each migration is noted', async () => {
    const names = (await database().introspection.getTables()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'answer',
        'assessment',
        'cycle',
        'icb_membership',
        'organisation',
        'organisation_context',
        'peer_catalogue',
        'person',
        'release',
        'release_contribution',
        'release_part',
        'respondent',
        'session',
        'succession',
        'survey_results',
      ]),
    );
    const { rows } = await sql<{ name: string }>`
      select name from kysely_migration order by name`.execute(database());
    const files = await readdir(path.join(import.meta.dirname, '../../migrations'));
    expect(rows.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
  });

  test('refuses what refers to nothing, and what is there already', async () => {
    const world = await buildWorld(database());
    const respondent = { id: newId(), assessment_id: newId() };
    await expect(database().insertInto('respondent').values(respondent).execute()).rejects.toThrow(
      /foreign key/i,
    );
    const again = {
      id: newId(),
      cycle_id: world.cycle,
      organisation_code: 'RAA',
      opened_at: '2026-11-22T10:00:00.000Z',
    };
    await expect(database().insertInto('assessment').values(again).execute()).rejects.toThrow(
      /unique/i,
    );
  });
});

test('opening a database a second time keeps what is in it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'twice-'));
  const url = `sqlite:${folder}/not/there/yet.sqlite`;
  const first = await openDatabase(url, 'NORMAL');
  await buildWorld(first);
  await first.destroy();
  const second = await openDatabase(url, 'NORMAL');
  expect(await second.selectFrom('respondent').select('id').execute()).toHaveLength(5);
  await second.destroy();
  await rm(folder, { recursive: true });
});

(postgresUrl ? test : test.skip)(
  'several that open an empty PostgreSQL at the same moment migrate it once',
  async () => {
    const { url, drop } = await postgresSchema();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(url)));
    const { rows } = await sql<{ name: string }>`
      select name from kysely_migration order by name`.execute(opened[0] as Database);
    const files = await readdir(path.join(import.meta.dirname, '../../migrations'));
    expect(rows.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
    await Promise.all(opened.map((database) => database.destroy()));
    await drop();
  },
);
