import { appendFile, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { digestOf, prune } from '../../src/operations/backup-file.ts';
import { makeBackup } from '../../src/operations/make-backup.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { starting } from '../support/npm-start.ts';
import { today } from '../support/service.ts';
import { command } from './commanding.ts';

const { folder } = starting();
const addressOf = () => `sqlite:${folder()}/service.sqlite`;
const backups = () => path.join(folder(), 'backups');

beforeEach(async () => {
  const database = await openDatabase(addressOf(), 'NORMAL');
  await database.destroy();
});

function addPerson(database: Database): Promise<unknown> {
  return database
    .insertInto('person')
    .values({
      id: newId(),
      name: 'Orla Quill',
      job_title: 'Chief nurse',
      created_at: today.toISOString(),
    })
    .execute();
}

function peopleIn(file: string): number {
  const copy = new BetterSqlite3(file, { readonly: true });
  const { n } = copy.prepare('select count(*) n from person').get() as { n: number };
  copy.close();
  return n;
}

describe('a backup', () => {
  test('is one whole file with its digest, that only its owner can read', async () => {
    const { status, said } = await command('backup', [], folder());
    expect(status).toBe(0);
    const names = await readdir(backups());
    const [name = ''] = names;
    expect(name).toMatch(/^backup-\d{4}-\d\d-\d\dT\d{6}Z\.sqlite$/);
    expect(names).toEqual([name, `${name}.sha256`]);
    const file = path.join(backups(), name);
    const digest = await digestOf(file);
    expect(await readFile(`${file}.sha256`, 'utf8')).toBe(`${digest}  ${name}\n`);
    expect(said).toContain(digest);
    for (const each of [file, `${file}.sha256`]) expect((await stat(each)).mode & 0o077).toBe(0);
    expect((await stat(backups())).mode & 0o077).toBe(0);

    const database = await openDatabase(addressOf(), 'NORMAL');
    const [row, ...more] = await database.selectFrom('backup').selectAll().execute();
    await database.destroy();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ digest, bytes: (await stat(file)).size });
  });

  test('of a database that is written to is as it was at one instant', async () => {
    const database = await openDatabase(addressOf(), 'NORMAL');
    for (let added = 0; added < 50; added += 1) await addPerson(database);
    let writing = true;
    let written = 50;
    const writer = (async () => {
      while (writing) {
        await addPerson(database);
        written += 1;
      }
    })();
    const before = written;
    const config = {
      databaseUrl: addressOf(),
      demonstration: true,
      synchronous: 'NORMAL' as const,
    };
    const { file } = await makeBackup(config, backups(), () => today);
    writing = false;
    await writer;
    expect(written).toBeGreaterThan(before);
    expect(peopleIn(file)).toBeGreaterThanOrEqual(before);
    expect(peopleIn(file)).toBeLessThan(written);
    await database.destroy();
  });

  test('that cannot be made leaves nothing, and says why', async () => {
    const database = await openDatabase(addressOf(), 'NORMAL');
    await database.destroy();
    const file = path.join(folder(), 'service.sqlite');
    const broken = new BetterSqlite3(file);
    broken.pragma('foreign_keys = OFF');
    broken.exec(
      "insert into session (id_hash, person_id, csrf_token, created_at, seen_at) values ('x', 'nobody', 'x', 'x', 'x')",
    );
    broken.close();
    const { status, complained } = await command('backup', [], folder());
    expect(status).toBe(1);
    expect(complained).toContain('There is no new backup. 1 rows of the database refer to rows');
    expect(complained).not.toMatch(/\bat .*\.ts:/);
    expect(await readdir(backups())).toEqual([]);
  });

  test('goes where it is told, and only deletes others there when it is told how many stay', async () => {
    const to = path.join(folder(), 'elsewhere');
    await mkdir(to);
    for (const day of ['01', '02', '03'])
      await writeFile(path.join(to, `backup-2020-01-${day}T000000Z.sqlite`), '');
    expect((await command('backup', ['--to', to], folder(), { BACKUP_KEEP: '1' })).status).toBe(0);
    expect((await readdir(to)).filter((name) => name.endsWith('.sqlite')).length).toBe(4);
    expect((await command('backup', ['--to', to, '--keep', '2'], folder())).status).toBe(0);
    const left = (await readdir(to)).filter((name) => name.endsWith('.sqlite'));
    expect(left.length).toBe(2);
    expect(left.join()).not.toContain('2020');
    expect((await readdir(to)).length).toBe(4);
  });

  test.each([[['--keep', '0']], [['--keep', 'x']], [['--nonsense']], [['more']]])(
    'is not made with %p',
    async (args) => {
      const { status, complained } = await command('backup', args, folder());
      expect([status, complained.split('\n')[0]]).toEqual([
        2,
        'Usage: npm run backup [-- --to FOLDER] [--keep N]',
      ]);
      expect((await readdir(folder())).includes('backups')).toBe(false);
    },
  );
});

test("pruning leaves the newest, what is nobody's business, and what is being made", async () => {
  const there = path.join(folder(), 'kept');
  await mkdir(there);
  const old = 'backup-2026-01-01T000000Z.sqlite.12.partial';
  const names = ['backup-2026-01-01T000000Z.sqlite', 'backup-2026-01-02T000000Z.dump'];
  for (const name of [
    ...names,
    'backup-2026-01-03T000000Z.sqlite',
    'letter.sqlite',
    old,
    'new.partial',
  ])
    await appendFile(path.join(there, name), 'x');
  const now = new Date();
  await utimes(path.join(there, old), now, new Date(now.getTime() - 25 * 3_600_000));
  expect(await prune(there, 2, now)).toBe(1);
  expect(await readdir(there)).toEqual([
    'backup-2026-01-02T000000Z.dump',
    'backup-2026-01-03T000000Z.sqlite',
    'letter.sqlite',
    'new.partial',
  ]);
});
