import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { setDisabled } from '../../src/people/disabling-store.ts';
import type { Offer } from '../../src/people/invitation.ts';
import { upsertInvitation } from '../../src/people/invitation-store.ts';
import { forgetAccounts } from '../../src/people/oidc/forget-accounts.ts';
import { people, stage } from '../support/cast.ts';
import { dump, heading, mainText } from '../support/pages.ts';
import { type Agent, type Service, startService, today } from '../support/service.ts';
import { begin, callbackOf, comeBack, settings } from './oidc-journey.ts';
import { ProviderBrowser, type RunningProvider, startProvider } from './oidc-provider.ts';

const world = stage();
let provider: RunningProvider;
let service: Service;
let browser: Agent;

beforeAll(async () => {
  provider = await startProvider(['nhs', 'trusting'].map(callbackOf));
  const { issuer } = provider;
  service = startService(world.database, [], {
    env: settings(
      { id: 'nhs', name: 'NHS.net account', issuer },
      { id: 'trusting', name: 'Trust account', issuer, trustEmail: true },
    ),
  });
});

afterAll(async () => {
  await service.close();
  await provider.close();
});

beforeEach(async () => {
  browser = service.visitor();
  service.logged.length = 0;
  for (const table of ['identity', 'rate_limit'] as const)
    await world.database.deleteFrom(table).execute();
  provider.accounts.clear();
  account('alice-1', 'alice@leaders.example');
});

function account(subject: string, email: string, more: Readonly<Record<string, unknown>> = {}) {
  provider.accounts.set(subject, { email, email_verified: true, name: 'Noor Example', ...more });
}

/** The whole journey: from the sign-in page to the provider, signing in there, and back. */
async function signIn(
  subject: string,
  {
    from = browser,
    issuer = 'nhs',
    ...fields
  }: Partial<{ from: Agent; issuer: string; return: string }> = {},
): Promise<Response> {
  const address = await begin(from, issuer, fields);
  return comeBack(from, await new ProviderBrowser().signIn(address, subject));
}

async function expectKnownAs(name: string, from = browser): Promise<void> {
  const { text } = await from.get('/sessions').expect(200);
  expect(text).toContain(`/sessions">${name}<`);
}

const otherAccount = 'You signed in with another account before';
const identities = () => world.database.selectFrom('identity').selectAll().execute();
const lines = () => world.database.selectFrom('audit').selectAll().orderBy('position').execute();

async function invite(email: string, offer: Partial<Offer> = {}): Promise<string> {
  const assessmentId = world.assessments.hill;
  const respondent = { purpose: 'respondent', organisationCode: null, assessmentId } as const;
  return upsertInvitation(world.database, { ...respondent, email, name: null, ...offer }, today);
}

/** Refused with this page, with nobody made and nothing signed in. */
async function expectUnknown(response: Response, reason: string, title: string): Promise<void> {
  expect([response.status, heading(response.text)]).toEqual([403, title]);
  expect(service.logged.map((line) => JSON.parse(line).reason)).toEqual([reason]);
  expect(service.logged.join()).not.toMatch(/example|alice/);
  expect((await browser.get('/assessments')).status).toBe(303);
}

describe('the sign-in page', () => {
  test('offers the issuers first, and then a link', async () => {
    const { text } = await browser.get('/sign-in?return=/method').expect(200);
    const [nhs, link] = [text.indexOf('action="/sign-in/nhs"'), text.indexOf('"/sign-in-links"')];
    expect(text).toContain('Sign in with NHS.net account');
    expect(nhs).toBeGreaterThan(0);
    expect(link).toBeGreaterThan(nhs);
  });

  test('leads back to where somebody wanted to go, in this service only', async () => {
    expect((await signIn('alice-1', { return: '/questionnaire' })).headers.location).toBe(
      '/questionnaire',
    );
    const elsewhere = await signIn('alice-1', {
      from: service.visitor(),
      return: '//evil.example',
    });
    expect(elsewhere.headers.location).toBe('/assessments');
  });
});

describe('somebody whose verified address is here', () => {
  test('is signed in and known by the account from then on, with a line in the audit', async () => {
    const { status, headers } = await signIn('alice-1');
    expect([status, headers.location]).toEqual([303, '/assessments']);
    await expectKnownAs('alice');
    const { issuer } = provider;
    expect(await identities()).toMatchObject([
      { issuer, subject: 'alice-1', person_id: people.alice },
    ]);
    expect((await lines()).at(-1)).toMatchObject({
      act: 'add-identity',
      actor_id: people.alice,
      subject: JSON.stringify({ person: people.alice, issuer: 'nhs' }),
    });
    const before = (await lines()).length;
    account('alice-1', 'another@leaders.example', { email_verified: false });
    await signIn('alice-1', { from: service.visitor() });
    expect(await lines()).toHaveLength(before);
  });

  test('stays who they are when the address of the account becomes somebody else’s', async () => {
    await signIn('alice-1');
    account('alice-1', 'bob@leaders.example');
    const again = service.visitor();
    await signIn('alice-1', { from: again });
    await expectKnownAs('alice', again);
    expect(await identities()).toHaveLength(1);
  });

  test('is not taken over by another account of the issuer that gets the address', async () => {
    await signIn('alice-1');
    account('mallory-1', 'alice@leaders.example');
    browser = service.visitor();
    const before = await dump(world.database, ['identity', 'person', 'session', 'audit']);
    const response = await signIn('mallory-1');
    await expectUnknown(response, 'other-account', otherAccount);
    expect(await dump(world.database, ['identity', 'person', 'session', 'audit'])).toBe(before);
  });

  test('is known by a new account of the issuer once an operator has forgotten the old one', async () => {
    await signIn('alice-1');
    account('alice-2', 'alice@leaders.example');
    browser = service.visitor();
    await expectUnknown(await signIn('alice-2'), 'other-account', otherAccount);
    const forget = (address: string) => forgetAccounts(world.database, () => today, address);
    expect(await forget('alice@leaders.example')).toBe(1);
    expect((await lines()).at(-1)).toMatchObject({
      ...{ act: 'forget-accounts', actor_id: null, request_id: null },
      ...{ before: '{"accounts":1}', after: '{"accounts":0}' },
    });
    const before = await dump(world.database, ['identity', 'person', 'session', 'audit']);
    expect(await forget('alice@leaders.example')).toBe(0);
    expect(await forget('nobody@leaders.example')).toBe('unknown');
    expect(await dump(world.database, ['identity', 'person', 'session', 'audit'])).toBe(before);
    await signIn('alice-2');
    await expectKnownAs('alice');
    expect(await identities()).toMatchObject([{ subject: 'alice-2' }]);
    expect((await signIn('alice-1', { from: service.visitor() })).status).toBe(403);
  });

  test('by two accounts in the same moment, is known by one of them', async () => {
    account('alice-2', 'alice@leaders.example');
    const answers = await Promise.all(
      ['alice-1', 'alice-2'].map((subject) => signIn(subject, { from: service.visitor() })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
    expect(await identities()).toHaveLength(1);
  });

  test('is not signed in when they are disabled, by address or by account', async () => {
    const disable = (since: string | null) => setDisabled(world.database, people.alice, since);
    await disable(today.toISOString());
    await expectUnknown(await signIn('alice-1'), 'disabled', 'Your access has ended');
    await disable(null);
    await signIn('alice-1', { from: service.visitor() });
    await disable(today.toISOString());
    service.logged.length = 0;
    await expectUnknown(await signIn('alice-1'), 'disabled', 'Your access has ended');
    await disable(null);
  });
});

describe('somebody who is invited at their verified address', () => {
  test('becomes a person, and their invitation is accepted', async () => {
    const email = 'noor@hill.example';
    account('noor-1', 'Noor@Hill.example');
    const invitation = await invite(email);
    const { status, headers } = await signIn('noor-1');
    expect([status, headers.location]).toEqual([
      303,
      `/assessments/${world.assessments.hill}/notice`,
    ]);
    await expectKnownAs('Noor Example');
    const { id } = await world.database
      .selectFrom('person')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const accepted = (await lines()).filter(({ actor_id }) => actor_id === id);
    expect(accepted.map(({ act }) => act).sort()).toEqual(['accept-invitation', 'add-identity']);
    expect(accepted.find(({ act }) => act === 'accept-invitation')?.subject).toBe(
      JSON.stringify({ invitation }),
    );
    expect(await identities()).toMatchObject([{ subject: 'noor-1', person_id: id }]);
  });

  test('to several things gets all of them, and goes home', async () => {
    const email = 'kim@hill.example';
    account('kim-1', email, { name: '\u202Eevil' });
    await invite(email, { name: 'Kim Invited' });
    await invite(email, { purpose: 'signatory', assessmentId: null, organisationCode: 'RAA' });
    expect((await signIn('kim-1')).headers.location).toBe('/assessments');
    await expectKnownAs('Kim Invited');
    const { text } = await browser.get('/assessments').expect(200);
    expect(mainText(text)).toContain('You sign off for Hill NHS Trust');
    expect(mainText(text)).toContain('Start the assessment of Hill NHS Trust');
  });

  test.each<[string, Partial<{ withdrawn_at: string; expires_at: string; accepted_at: string }>]>([
    ['withdrawn', { withdrawn_at: today.toISOString() }],
    ['expired', { expires_at: today.toISOString() }],
    ['used', { accepted_at: today.toISOString() }],
  ])('is not known when the invitation is %s', async (what, values) => {
    account('late-1', `${what}@hill.example`);
    const id = await invite(`${what}@hill.example`);
    await world.database.updateTable('invitation').set(values).where('id', '=', id).execute();
    await expectUnknown(await signIn('late-1'), 'not-invited', 'You are not invited');
  });
});

describe('somebody who is not invited', () => {
  test('is told so, and no account is made', async () => {
    account('stranger-1', 'stranger@elsewhere.example');
    const before = await dump(world.database, ['person', 'identity', 'audit', 'session']);
    const response = await signIn('stranger-1');
    await expectUnknown(response, 'not-invited', 'You are not invited');
    expect(mainText(response.text)).toContain('No account was made for you here.');
    expect(await dump(world.database, ['person', 'identity', 'audit', 'session'])).toBe(before);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['not verified', { email_verified: false }],
    ['said to be verified in a word', { email_verified: 'true' }],
    ['not said to be verified', { email_verified: undefined }],
    ['no address', { email: 'alice' }],
    [
      'only the name of the account',
      { email: undefined, preferred_username: 'alice@leaders.example' },
    ],
  ])('is whoever has an address that is %s', async (_what, more) => {
    account('alice-1', 'alice@leaders.example', more);
    await expectUnknown(await signIn('alice-1'), 'not-invited', 'You are not invited');
  });

  test('is not who has the name of an account, where the settings trust those', async () => {
    const preferred_username = 'alice@leaders.example';
    provider.accounts.set('alice-1', { preferred_username });
    expect((await signIn('alice-1', { issuer: 'trusting' })).status).toBe(303);
    await expectKnownAs('alice');
  });
});

test('a code that was used is refused by the provider', async () => {
  const first = await begin(browser, 'nhs');
  const back = await new ProviderBrowser().signIn(first, 'alice-1');
  await comeBack(browser, back).then(({ status }) => expect(status).toBe(303));
  browser = service.visitor();
  const again = await begin(browser, 'nhs');
  const code = back.searchParams.get('code');
  const state = again.searchParams.get('state');
  const replayed = await comeBack(browser, `${callbackOf('nhs')}?code=${code}&state=${state}`);
  expect([replayed.status, heading(replayed.text)]).toEqual([403, 'You are not signed in']);
  expect((await browser.get('/assessments')).status).toBe(303);
});

test('signing in as somebody else ends the session of this browser', async () => {
  await world.database.deleteFrom('session').execute();
  const owners = async () =>
    (await world.database.selectFrom('session').selectAll().execute()).map((row) => row.person_id);
  await signIn('alice-1');
  expect(await owners()).toEqual([people.alice]);
  account('bob-1', 'bob@leaders.example');
  await signIn('bob-1');
  expect(await owners()).toEqual([people.bob]);
});

test('one account signs in twenty times in a quarter of an hour, and others go on', async () => {
  const fresh = new ProviderBrowser();
  const enter = async (subject: string, by = fresh) => {
    const from = service.visitor();
    return (await comeBack(from, await by.signIn(await begin(from, 'nhs'), subject))).status;
  };
  account('often-1', 'dora@leaders.example');
  for (let times = 0; times < 20; times++) expect(await enter('often-1')).toBe(303);
  expect(await enter('often-1')).toBe(429);
  expect(await enter('alice-1', new ProviderBrowser())).toBe(303);
});
