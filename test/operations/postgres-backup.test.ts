import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { starting } from '../support/npm-start.ts';
import { postgresUrl } from '../support/optional.ts';
import { addSignedIn, command } from './commanding.ts';

const { folder } = starting();

/** Makes databases of their own, and drops them whatever happens: a dump holds one whole schema. */
async function withDatabases(work: (urls: readonly string[]) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: postgresUrl });
  await server.connect();
  const names = [1, 2].map((at) => `test_${at}_${newId().replaceAll('-', '')}`);
  for (const name of names) await server.query(`create database ${name}`);
  try {
    await work(
      names.map((name) => {
        const url = new URL(postgresUrl ?? '');
        url.pathname = name;
        return url.href;
      }),
    );
  } finally {
    for (const name of names) await server.query(`drop database ${name} with (force)`);
    await server.end();
  }
}

(postgresUrl ? describe : describe.skip)('on PostgreSQL', () => {
  test(
    'a backup of a running database is restored into an empty one, and never over another',
    () =>
      withDatabases(async ([from = '', into = '']) => {
        await addSignedIn(from, 'Before');
        const made = await command('backup', [], folder(), { DATABASE_URL: from });
        expect([made.status, made.complained]).toEqual([0, '']);
        const backup = made.said.match(/checked: (.*\.dump)$/m)?.[1] ?? '';
        await addSignedIn(from, 'After');

        const restored = await command('restore', [backup, '--into', into], folder());
        expect([restored.status, restored.complained]).toEqual([0, '']);
        expect(restored.said).toContain('- person: 1\n');
        const database = await openDatabase(into);
        const people = await database.selectFrom('person').select('name').execute();
        const sessions = await database.selectFrom('session').selectAll().execute();
        await database.destroy();
        expect([people, sessions]).toEqual([[{ name: 'Before' }], []]);

        for (const live of [from, into]) {
          const over = await command('restore', [backup, '--into', live], folder());
          expect([over.status, over.complained]).toEqual([
            1,
            'Nothing was restored. The database to restore into is not empty. Make a new one for it.\n',
          ]);
        }
        const kept = await openDatabase(from);
        expect(await kept.selectFrom('backup').selectAll().execute()).toHaveLength(1);
        await kept.destroy();
      }),
    60_000,
  );

  test('without its programs, says what to install, and leaves nothing', async () => {
    const settings = { DATABASE_URL: postgresUrl, PATH: folder() };
    const { status, complained } = await command('backup', [], folder(), settings);
    expect(status).toBe(1);
    expect(complained).toContain('There is no program pg_dump here.');
    expect(await readdir(path.join(folder(), 'backups'))).toEqual([]);
  });
});
