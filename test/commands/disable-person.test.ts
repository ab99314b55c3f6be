import { beforeEach, expect, test } from '@jest/globals';
import { buildWorld, people } from '../support/cast.ts';
import { adminOnFolder } from './on-folder.ts';

const admin = adminOnFolder();
const { inDatabase } = admin;
const run = (...args: readonly string[]) => admin.run(args);

beforeEach(() => inDatabase(buildWorld));

async function isDisabled(personId: string): Promise<boolean> {
  const { disabled_at } = await inDatabase((database) =>
    database
      .selectFrom('person')
      .select('disabled_at')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow(),
  );
  return disabled_at !== null;
}

test('disable-person keeps somebody from signing in, and enable-person lets them in again', async () => {
  const disabled = run('disable-person', 'Alice@Leaders.example');
  expect(disabled).toMatchObject({ status: 0, stderr: '' });
  expect(disabled.stdout).toContain(
    'Whoever has the address alice@leaders.example is kept from signing in now.\n- Sessions ended: 0\n',
  );
  expect(await isDisabled(people.alice)).toBe(true);
  expect(run('disable-person', 'alice@leaders.example')).toMatchObject({ status: 2, stdout: '' });
  expect(run('enable-person', 'alice@leaders.example')).toEqual({
    status: 0,
    stderr: '',
    stdout: 'Whoever has the address alice@leaders.example can sign in again.\n',
  });
  expect(await isDisabled(people.alice)).toBe(false);
  expect(run('enable-person', 'alice@leaders.example')).toMatchObject({ status: 2, stdout: '' });
});

test('disable-person refuses the last national administrator, and an address that nobody has', async () => {
  const last = run('disable-person', 'nora@leaders.example');
  expect(last).toMatchObject({ status: 2, stdout: '' });
  expect(last.stderr).toContain('the last national administrator');
  expect(last.stderr).toContain('Nothing was changed.');
  expect(await isDisabled(people.nora)).toBe(false);
  for (const command of ['disable-person', 'enable-person', 'forget-accounts'])
    expect(run(command, 'nobody@england.example')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Nobody has the address nobody@england.example.\nNothing was changed.\n',
    });
});

test('forget-accounts forgets the accounts that somebody signs in with, and says how many', async () => {
  await inDatabase((database) =>
    database
      .insertInto('identity')
      .values({ issuer: 'a', subject: 'b', person_id: people.alice, added_at: 'c' })
      .execute(),
  );
  expect(run('forget-accounts', 'alice@leaders.example')).toEqual({
    status: 0,
    stderr: '',
    stdout:
      'Accounts forgotten: 1. The next one that is vouched for with alice@leaders.example takes their place.\n',
  });
  const again = run('forget-accounts', 'alice@leaders.example');
  expect(again).toMatchObject({ status: 2, stdout: '' });
  expect(again.stderr).toContain('Nothing was changed.');
});
