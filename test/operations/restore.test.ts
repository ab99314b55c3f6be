import { once } from 'node:events';
import { copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { digestOf, nameOf, writeDigest } from '../../src/operations/backup-file.ts';
import { takeUpRestored } from '../../src/operations/take-up.ts';
import { nationalChain } from '../../src/people/audit.ts';
import { record } from '../../src/people/audit-store.ts';
import { openDatabase, transact } from '../../src/shared/database.ts';
import { starting, untilServing } from '../support/npm-start.ts';
import { today } from '../support/service.ts';
import { addSignedIn, command, production } from './commanding.ts';

const { folder, start } = starting();
const live = () => path.join(folder(), 'service.sqlite');

/** The names of the people in a database, which is left as it was. */
async function peopleIn(file: string): Promise<readonly string[]> {
  const database = await openDatabase(`sqlite:${file}`, 'NORMAL');
  const rows = await database.selectFrom('person').select('name').orderBy('name').execute();
  await database.destroy();
  return rows.map(({ name }) => name);
}

const add = (name: string) => addSignedIn(`sqlite:${live()}`, name);

async function backedUp(): Promise<string> {
  const { said } = await command('backup', [], folder());
  return said.match(/checked: (.*)$/m)?.[1] ?? '';
}

describe('a backup', () => {
  test('is restored beside the database in use, and taken up when it is opened next', async () => {
    await add('Before');
    const backup = await backedUp();
    await add('After');
    const { status, said } = await command('restore', [backup], folder());
    expect(status).toBe(0);
    expect(said).toContain('- person: 1\n');
    expect(said).toContain('- audit: 0\n');
    expect(await peopleIn(live())).toEqual(['After', 'Before']);

    const before = await takeUpRestored(live());
    expect(await peopleIn(live())).toEqual(['Before']);
    expect(before).toMatch(/service\.sqlite\.before-[\dT-]+Z$/);
    expect(await peopleIn(before ?? '')).toEqual(['After', 'Before']);
    expect(await takeUpRestored(live())).toBe(null);
  });

  test('says whether its audit holds', async () => {
    const database = await openDatabase(`sqlite:${live()}`, 'NORMAL');
    for (const invited of [1, 2])
      await transact(database, (transaction) =>
        record(transaction, {
          ...{ chain: nationalChain, at: today.toISOString(), actorId: null },
          ...{ act: 'invite', subject: { invited } },
        }),
      );
    const whole = await command('restore', [await backedUp()], folder());
    expect(whole.said).toMatch(/Lines of the audit that hold: 2, in 1 chain\. Digest .*: \w{64}\n/);
    expect(whole.said).not.toContain('BROKEN');

    await sql`drop trigger audit_no_update`.execute(database);
    await sql`update audit set subject = '{"invited":3}' where position = 2`.execute(database);
    await database.destroy();
    const { said } = await command('restore', [await backedUp()], folder());
    expect(said).toContain('The audit is BROKEN at line 2 of england.\n');
  });

  test('signs everybody out, since some may have been kept out since', async () => {
    await add('Signed in');
    await command('restore', [await backedUp()], folder());
    await takeUpRestored(live());
    const database = await openDatabase(`sqlite:${live()}`, 'NORMAL');
    expect(await database.selectFrom('session').selectAll().execute()).toEqual([]);
    await database.destroy();
  });

  test('is restored while the service runs, which goes on as it was until it starts again', async () => {
    const first = await start(production);
    await untilServing(first);
    const backup = await backedUp();
    await add('After');
    expect((await command('restore', [backup], folder())).status).toBe(0);
    expect((await fetch(`${first.address}/sign-in`)).status).toBe(200);
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    expect(await peopleIn(live())).toContain('After');

    const second = await start(production);
    await untilServing(second);
    expect(second.output()).toContain('The restored database is taken up');
    const names = await readdir(folder());
    expect(names.filter((name) => /restor/.test(name))).toEqual([]);
    second.process.kill('SIGTERM');
    await once(second.process, 'exit');
    expect(await peopleIn(live())).not.toContain('After');
  }, 60_000);
});

describe('nothing is restored', () => {
  const refused = async (file: string): Promise<string> => {
    const before = (await readdir(folder())).filter((name) => !name.includes('-'));
    const { status, complained } = await command('restore', [file], folder());
    expect(status).toBe(1);
    expect(complained).not.toMatch(/\bat .*\.ts:/);
    expect((await readdir(folder())).filter((name) => !name.includes('-'))).toEqual(before);
    return complained;
  };

  test('of a backup that was changed, or has no digest', async () => {
    await add('Somebody');
    const backup = await backedUp();
    const bytes = await readFile(backup);
    bytes[bytes.length - 1] = 1;
    await writeFile(backup, bytes);
    expect(await refused(backup)).toContain('its digest differs');
    const other = path.join(path.dirname(backup), 'other.sqlite');
    await copyFile(backup, other);
    expect(await refused(other)).toContain('no digest beside it');
  });

  test('of a damaged file, one of something else, and one of a newer version', async () => {
    await add('Somebody');
    const backup = await backedUp();
    const damage = async (change: (file: string) => void | Promise<void>) => {
      const file = path.join(path.dirname(backup), 'changed.sqlite');
      await copyFile(backup, file);
      await change(file);
      await writeDigest(file, await digestOf(file));
      return refused(file);
    };
    const changing = (sql: string) => (file: string) => {
      const database = new BetterSqlite3(file);
      database.pragma('foreign_keys = OFF');
      database.exec(sql);
      database.close();
    };
    expect(await damage((file) => writeFile(file, 'no database at all'))).toContain(
      'not a database',
    );
    expect(await damage(changing('delete from person'))).toContain(
      'refer to rows that are not there',
    );
    const newer = changing("insert into kysely_migration values ('999-later', '2030-01-01')");
    expect(await damage(newer)).toContain('999-later');
  });

  test('without a file, or two of them, or a dump without a database', async () => {
    for (const args of [[], ['a.sqlite', 'b.sqlite'], ['a.dump'], ['a.sqlite', '--into', 'x']]) {
      const { status, complained } = await command('restore', args, folder());
      expect([status, complained.split('\n')[0]]).toEqual([
        2,
        'Usage: npm run restore -- FILE [--into URL]',
      ]);
    }
  });
});

describe('taking up a restored database', () => {
  test('goes on where it was interrupted, and never mixes two databases', async () => {
    await add('Before');
    await command('restore', [await backedUp()], folder());
    // As if it had been killed when the file had its new name, and what is beside it had not.
    const { mtime } = await stat(`${live()}.restored`);
    const stamp = nameOf(mtime);
    await copyFile(live(), `${live()}.before-${stamp}`);
    await rm(live());
    await writeFile(`${live()}-wal`, 'the changes of another database');
    await takeUpRestored(live());
    expect(await peopleIn(live())).toEqual(['Before']);
    expect(await readFile(`${live()}.before-${stamp}-wal`, 'utf8')).toContain('another database');
  });

  test('keeps one that is damaged as it is', async () => {
    await add('Before');
    await command('restore', [await backedUp()], folder());
    await writeFile(live(), 'no database at all');
    const before = await takeUpRestored(live());
    expect(await readFile(before ?? '', 'utf8')).toBe('no database at all');
    expect(await peopleIn(live())).toEqual(['Before']);
  });

  test('waits for a command that has the present one open', async () => {
    await add('Before');
    await command('restore', [await backedUp()], folder());
    const open = new BetterSqlite3(live());
    open.pragma('journal_mode = WAL');
    open.prepare('select * from person').all();
    await expect(takeUpRestored(live())).rejects.toThrow(
      'a command still has the present one open',
    );
    open.close();
    await takeUpRestored(live());
    expect(await peopleIn(live())).toEqual(['Before']);
  }, 30_000);
});
