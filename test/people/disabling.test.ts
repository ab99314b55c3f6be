import { beforeEach, describe, expect, test } from '@jest/globals';
import { disablePerson } from '../../src/people/disable-person.ts';
import { enablePerson } from '../../src/people/enable-person.ts';
import { readChain } from '../support/audit-chain.ts';
import { people } from '../support/cast.ts';
import { dump, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { addressOf, isSignedIn, linkFor, signInStage } from './links.ts';

const { world } = signInStage();
const clock = () => today;
const alice: string = addressOf.alice;
const nora = 'nora@leaders.example';
const tables = ['person', 'session', 'sign_in_link', 'audit', 'audit_chain'] as const;

const disable = (address = alice) => disablePerson(world.database, clock, address);
const enable = (address = alice) => enablePerson(world.database, clock, address);
const lastLine = async () => (await readChain(world.database, 'england')).at(-1);

async function setSecondAdministrator(disabledAt: string | null): Promise<void> {
  await world.database
    .updateTable('person')
    .set({ disabled_at: disabledAt })
    .where('id', '=', people.bob)
    .execute();
}

beforeEach(async () => {
  await enable();
  await world.database.deleteFrom('appointment').where('person_id', '=', people.bob).execute();
  await setSecondAdministrator(null);
});

describe('somebody who is disabled', () => {
  test('is signed out everywhere with their next request', async () => {
    const [first, second] = [
      await world.service.as(people.alice),
      await world.service.as(people.alice),
    ];
    const bob = await world.service.as(people.bob);
    const token = await tokenOf(first);
    expect(await disable()).toBeGreaterThanOrEqual(2);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([false, false]);
    const page = `/assessments/${world.assessments.hill}/role`;
    expect((await send(first, page, { _csrf: token, role: 'data-lead' })).status).toBe(401);
    expect(await isSignedIn(bob)).toBe(true);
    const left = await world.database
      .selectFrom('session')
      .selectAll()
      .where('person_id', '=', people.alice)
      .execute();
    expect(left).toEqual([]);
  });

  test('is let in by no link, neither one from before nor a new one', async () => {
    const before = await linkFor(world.service);
    await disable();
    const browser = world.service.visitor();
    expect((await browser.post(before)).status).toBe(422);
    await expect(linkFor(world.service)).rejects.toThrow('There was not one mail');
    expect(await isSignedIn(browser)).toBe(false);
    expect(await dump(world.database, ['sign_in_link'])).toBe('');
    await enable();
    expect((await browser.post(before)).status).toBe(422);
  });

  test('keeps roles and answers, and leaves a line in the audit without a name', async () => {
    const kept = ['appointment', 'respondent', 'answer'] as const;
    const before = await dump(world.database, kept);
    const sessions = await disable();
    expect(await dump(world.database, kept)).toBe(before);
    const line = await lastLine();
    expect(line).toMatchObject({
      act: 'disable-person',
      actorId: null,
      subject: { person: people.alice, sessions },
      before: { disabled: false },
      after: { disabled: true },
    });
    expect(JSON.stringify(line)).not.toContain('alice');
  });

  test('is let in again once they are enabled, but only by signing in anew', async () => {
    const browser = await world.service.as(people.alice);
    await disable();
    // As if it had been begun while they were being disabled.
    await world.database
      .insertInto('session')
      .values({
        id_hash: 'begun meanwhile',
        person_id: people.alice,
        csrf_token: 'x',
        created_at: today.toISOString(),
        seen_at: today.toISOString(),
      })
      .execute();
    expect(await enable()).toBeNull();
    expect(await lastLine()).toMatchObject({
      act: 'enable-person',
      before: { disabled: true },
      after: { disabled: false },
    });
    expect(await isSignedIn(browser)).toBe(false);
    expect(await dump(world.database, ['session'])).not.toContain('begun meanwhile');
    expect((await browser.post(await linkFor(world.service))).status).toBe(303);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('nothing is changed', () => {
  test.each([
    ['by disabling an address that nobody has', () => disable('nobody@hill.example'), 'unknown'],
    ['by enabling an address that nobody has', () => enable('nobody@hill.example'), 'unknown'],
    ['by enabling somebody who can sign in', () => enable(), 'already'],
    ['by disabling the last administrator', () => disable(nora), 'last'],
  ] as const)('%s', async (_how, act, answer) => {
    const before = await dump(world.database, tables);
    expect(await act()).toBe(answer);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('by disabling somebody twice', async () => {
    await disable();
    const before = await dump(world.database, tables);
    expect(await disable()).toBe('already');
    expect(await dump(world.database, tables)).toBe(before);
  });
});

test('an administrator can be disabled while another one can sign in', async () => {
  await world.database
    .insertInto('appointment')
    .values({
      id: '00000000-0000-7000-9000-0000000000ff',
      person_id: people.bob,
      role: 'national-administrator',
      organisation_code: null,
      assessment_id: null,
      appointed_at: today.toISOString(),
    })
    .execute();
  await setSecondAdministrator(today.toISOString());
  expect(await disable(nora)).toBe('last');
  await setSecondAdministrator(null);
  expect(typeof (await disable(nora))).toBe('number');
  expect(await disable(addressOf.bob)).toBe('last');
  await enable(nora);
});
