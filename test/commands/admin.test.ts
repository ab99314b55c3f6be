import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { buildWorld, people } from '../support/cast.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { adminOnFolder } from './on-folder.ts';

const nadia = 'nadia@england.example';
const { folder, run, inDatabase } = adminOnFolder();

const administrators = () =>
  inDatabase((database) =>
    database
      .selectFrom('appointment')
      .innerJoin('person', 'person.id', 'appointment.person_id')
      .select(['person.email', 'person.name', 'appointment.role', 'appointment.ended_at'])
      .where('role', '=', 'national-administrator')
      .orderBy('email')
      .execute(),
  );

/** Everything that these commands could change. */
const everything = () =>
  inDatabase((database) => dump(database, ['person', 'appointment', 'audit', 'audit_chain']));

describe('the command', () => {
  test.each([
    [],
    ['create-administrator'],
    ['make-tea', nadia],
    ['constructor', nadia],
    [nadia],
    ['create-administrator', nadia, 'other@england.example'],
  ])('says how to use it, and touches nothing: %s %s %s', (...args) => {
    const { status, stdout, stderr } = run(args.filter((each) => each !== undefined));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: npm run admin -- COMMAND ADDRESS');
    expect(existsSync(`${folder()}/service.sqlite`)).toBe(false);
  });

  test('says how to use it when asked', () => {
    for (const args of [['--help'], ['erase-person', '--help']]) {
      const { status, stdout, stderr } = run(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('create-administrator ADDRESS');
    }
  });

  test.each(['nadia', '', ' ', 'nadia@', 'nádia@england.example'])(
    'refuses what is no address, and touches nothing: %j',
    (address) => {
      const { status, stdout, stderr } = run(['create-administrator', address]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/email address[\s\S]*Nothing was changed/);
      expect(existsSync(`${folder()}/service.sqlite`)).toBe(false);
    },
  );

  test('says plainly what is wrong with the configuration', () => {
    const { status, stderr } = run(['create-administrator', nadia], { DATABASE_URL: 'mysql://x' });
    expect(status).toBe(1);
    expect(stderr).toContain('DATABASE_URL: must begin with sqlite: or postgres://');
  });
});

describe('create-administrator', () => {
  test('makes a new person administrator at once, and says where to sign in', async () => {
    expect(run(['create-administrator', ` Nadia@England.example`])).toEqual({
      status: 0,
      stderr: '',
      stdout: `${nadia} is a national administrator now.\nSign in with that address at http://127.0.0.1:3000/sign-in\n`,
    });
    expect(await administrators()).toEqual([
      { email: nadia, name: nadia, role: 'national-administrator', ended_at: null },
    ]);
    const chain = await inDatabase((database) => readChain(database, 'england'));
    expect(chain).toMatchObject([{ act: 'create-administrator', actorId: null, position: 1 }]);
    expect(firstBroken(chain)).toBeNull();
    expect(JSON.stringify(chain)).not.toContain('nadia');
  });

  test('again changes nothing', async () => {
    run(['create-administrator', nadia]);
    const before = await everything();
    const { status, stdout } = run(['create-administrator', nadia]);
    expect(status).toBe(0);
    expect(stdout).toContain('already. Nothing was changed.');
    expect(await everything()).toBe(before);
  });

  test('makes an administrator of somebody there is, who keeps their name', async () => {
    await inDatabase(buildWorld);
    expect(run(['create-administrator', 'alice@leaders.example']).status).toBe(0);
    expect((await administrators()).map(({ name }) => name)).toEqual(['alice', 'nora']);
  });

  test('refuses somebody who is kept from signing in', async () => {
    await inDatabase(async (database) => {
      await buildWorld(database);
      const disabled_at = today.toISOString();
      await database.updateTable('person').set({ disabled_at }).execute();
    });
    const before = await everything();
    const { status, stdout, stderr } = run(['create-administrator', 'alice@leaders.example']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('kept from signing in');
    expect(await everything()).toBe(before);
  });

  test('says the address of the service where the settings say it', () => {
    const BASE_URL = 'https://assess.example';
    const production = { NODE_ENV: 'production', BASE_URL };
    const mail = { SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'assess@example.org' };
    const { stdout } = run(['create-administrator', nadia], { ...production, ...mail });
    expect(stdout).toContain('Sign in with that address at https://assess.example/sign-in\n');
    const { status, stdout: without } = run(['create-administrator', nadia], production);
    expect(status).toBe(0);
    expect(without).toContain('once the service has all its settings');
  });
});

describe('erase-person', () => {
  test('erases the person with the address, and says what there was', async () => {
    await inDatabase(buildWorld);
    const { status, stdout, stderr } = run(['erase-person', 'Lena@Leaders.example']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Whoever had the address lena@leaders.example is erased.');
    expect(stdout).toContain('Appointments ended: 1\n');
    const lena = await inDatabase((database) =>
      database
        .selectFrom('person')
        .select(['name', 'email'])
        .where('id', '=', people.lena)
        .executeTakeFirstOrThrow(),
    );
    expect(lena.email).toBeNull();
    expect(lena.name).not.toBe('lena');
    const { status: again } = run(['erase-person', 'lena@leaders.example']);
    expect(again).toBe(2);
  });

  test('refuses an address that nobody has, and changes nothing', async () => {
    await inDatabase(buildWorld);
    const before = await everything();
    const { status, stdout, stderr } = run(['erase-person', nadia]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(`Nobody has the address ${nadia}.\nNothing was changed.\n`);
    expect(await everything()).toBe(before);
  });
});
