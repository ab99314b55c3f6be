import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Schema } from '../../src/shared/schema.ts';
import { stage } from '../support/cast.ts';
import { dump, heading, mainText } from '../support/pages.ts';
import { type Agent, type Service, startService, today } from '../support/service.ts';
import { type Forger, type Lies, startForger, type TokenClaims } from './oidc-forger.ts';
import { begin, callbackOf, comeBack, settings } from './oidc-journey.ts';

const world = stage();
let [forger, other]: Forger[] = [];
let service: Service;

beforeAll(async () => {
  [forger, other] = [await startForger(), await startForger()];
  service = startService(world.database, [], {
    env: settings(
      { id: 'nhs', name: 'NHS.net account', issuer: forger.issuer, tenants: ['trust-1'] },
      { id: 'care', name: 'Care identity', issuer: other.issuer },
    ),
  });
});

afterAll(async () => {
  await service.close();
  await forger?.close();
  await other?.close();
});

let browser: Agent;
let address: URL;
const state = () => address.searchParams.get('state') ?? '';
const alice = (): TokenClaims => ({
  sub: 'alice-1',
  tid: 'trust-1',
  email: 'alice@leaders.example',
  email_verified: true,
  nonce: address.searchParams.get('nonce'),
});

beforeEach(async () => {
  service.setTime(today.toISOString());
  service.logged.length = 0;
  browser = service.visitor();
  address = await begin(browser, 'nhs');
});

/** Comes back with a code for what the provider says of Alice, and lies of its own. */
function back(lies: Lies = {}, from: Agent = browser): Promise<Response> {
  (forger as Forger).answer('code-1', alice(), lies);
  return comeBack(from, `${callbackOf('nhs')}?code=code-1&state=${state()}`);
}

const kept: readonly (keyof Schema)[] = ['person', 'identity', 'session', 'audit', 'invitation'];
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

/** Refused with the one plain page, nothing changed, and a word in the log that names nobody. */
async function expectRefused(act: () => Promise<Response>, reason?: string): Promise<void> {
  const before = await dump(world.database, kept);
  const { status, text, headers } = await act();
  expect([status, heading(text)]).toEqual([403, 'You are not signed in']);
  expect(mainText(text)).toContain('Nothing was changed.');
  expect(String(headers['set-cookie'])).not.toMatch(/session=/);
  expect(headers['cache-control']).toBe('no-store');
  expect(await dump(world.database, kept)).toBe(before);
  expect((await browser.get('/assessments')).status).toBe(303);
  expect(service.logged).toHaveLength(1);
  expect(service.logged[0]).toContain('a sign-in was refused');
  if (reason) expect(JSON.parse(service.logged[0] ?? '').reason).toBe(reason);
  expect(service.logged[0]).not.toMatch(/alice|leaders\.example|code-1|127\.0\.0\.1/);
  expect(service.logged[0]).not.toContain(state());
}

test('what is not forged signs in', async () => {
  const { status, headers } = await back();
  expect([status, headers.location]).toEqual([303, '/assessments']);
  expect((await browser.get('/assessments').expect(200)).text).toContain('alice');
  await world.database.deleteFrom('identity').execute();
});

describe('a token is refused', () => {
  test.each<[string, () => Lies]>([
    ['signed with another key', () => ({ otherKey: true })],
    ['without a signature', () => ({ unsigned: true })],
    ['that names a weaker way of signing', () => ({ header: { alg: 'HS256' } })],
    ['of another issuer', () => ({ claims: { iss: other?.issuer } })],
    ['for another audience', () => ({ claims: { aud: 'another-service' } })],
    [
      'for two audiences, of which another asked',
      () => ({ claims: { aud: ['assess', 'x'], azp: 'x' } }),
    ],
    ['that has expired', () => ({ claims: { exp: seconds(-60), iat: seconds(-120) } })],
    ['that holds only later', () => ({ claims: { nbf: seconds(600) } })],
    ['with another nonce', () => ({ claims: { nonce: 'of somebody else' } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['without a subject', () => ({ claims: { sub: undefined } })],
  ])('%s', (_what, lies) => expectRefused(() => back(lies())));

  test.each([
    ['another tenant', 'trust-2'],
    ['no tenant', undefined],
    ['a list', ['trust-1']],
  ])('of %s', (_what, tid) => expectRefused(() => back({ claims: { tid } }), 'tenant'));
});

describe('coming back is refused', () => {
  test('with a state that was used', async () => {
    await back().then(({ status }) => expect(status).toBe(303));
    const { text } = await browser.get('/sessions').expect(200);
    const _csrf = text.match(/name="_csrf" value="([^"]*)"/)?.[1];
    await browser.post('/sessions/end').type('form').send({ _csrf }).expect(303);
    await expectRefused(() => back(), 'attempt');
    await world.database.deleteFrom('identity').execute();
  });

  test('in another browser than the one that began, which cannot go on either', async () => {
    const another = service.visitor();
    await begin(another, 'nhs');
    const asked = forger?.exchanges();
    await expectRefused(() => back({}, another), 'attempt');
    await expectRefusedAgain(() => back());
    expect(forger?.exchanges()).toBe(asked);
  });

  test('in a browser that began nothing', () =>
    expectRefused(() => back({}, service.visitor()), 'attempt'));

  test('after ten minutes, and not before', async () => {
    service.setTime(new Date(today.getTime() + 600_000).toISOString());
    await expectRefused(() => back(), 'attempt');
    service.setTime(today.toISOString());
    address = await begin(browser, 'nhs');
    service.setTime(new Date(today.getTime() + 599_000).toISOString());
    expect((await back()).status).toBe(303);
    await world.database.deleteFrom('identity').execute();
  });

  test('at the address of another issuer, with a code of that one', async () => {
    other?.answer('code-2', { ...alice(), iss: other.issuer });
    const mixed = `${callbackOf('care')}?code=code-2&state=${state()}`;
    await expectRefused(() => comeBack(browser, mixed), 'attempt');
    expect(other?.exchanges()).toBe(0);
  });

  test('with the code of another issuer', async () => {
    other?.answer('code-2', { ...alice(), iss: other.issuer });
    const mixed = `${callbackOf('nhs')}?code=code-2&state=${state()}`;
    await expectRefused(() => comeBack(browser, mixed));
  });

  test('with the answer of an issuer that names another', async () => {
    forger?.answer('code-1', alice());
    const named = `iss=${encodeURIComponent(other?.issuer ?? '')}`;
    await expectRefused(() =>
      comeBack(browser, `${callbackOf('nhs')}?code=code-1&state=${state()}&${named}`),
    );
  });

  test.each([
    ['without a state', () => '?code=code-1'],
    ['with a state of nobody', () => `?code=code-1&state=${'x'.repeat(43)}`],
    ['with two states', () => `?code=code-1&state=${state()}&state=x`],
    ['with two codes', () => `?code=code-1&code=code-3&state=${state()}`],
    ['without a code', () => `?state=${state()}`],
    ['when the person cancelled', () => `?error=access_denied&state=${state()}`],
    ['with an error of somebody else', () => `?error=%0Afake+log+line&state=${state()}`],
    ['with nothing', () => ''],
    ['with what cannot be decoded', () => `?code=%E0%A4%A&state=%00`],
  ])('%s', async (_what, query) => {
    forger?.answer('code-1', alice());
    await expectRefused(() => comeBack(browser, `${callbackOf('nhs')}${query()}`));
  });
});

async function expectRefusedAgain(act: () => Promise<Response>): Promise<void> {
  service.logged.length = 0;
  await expectRefused(act, 'attempt');
}

describe('beginning', () => {
  test('sends state, nonce and the challenge of a secret that stays here, different each time', async () => {
    const again = await begin(service.visitor(), 'nhs');
    expect(address.origin + address.pathname).toBe(`${forger?.issuer}/authorize`);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'assess',
      scope: 'openid profile email',
      redirect_uri: callbackOf('nhs'),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const secret of ['state', 'nonce', 'code_challenge'])
      expect(again.searchParams.get(secret)).not.toBe(address.searchParams.get(secret));
    expect(await dump(world.database, ['sign_in_attempt'])).not.toContain(state());
  });

  test('is a form: a link begins nothing', async () => {
    const before = await dump(world.database, ['sign_in_attempt']);
    await service.visitor().get('/sign-in/nhs').expect(404);
    expect(await dump(world.database, ['sign_in_attempt'])).toBe(before);
  });

  test('is refused to a form of another site, and for an issuer that is not there', async () => {
    const post = (path: string) => service.visitor().post(path).type('form').send({});
    await post('/sign-in/nhs').set('Sec-Fetch-Site', 'cross-site').expect(403);
    await post('/sign-in/other').expect(404);
    await service.visitor().get('/sign-in/other/callback').expect(404);
    await post('/sign-in/nhs').send({ more: 'x' }).expect(422);
    await post('/sign-in/nhs').send({ confirm: 'yes' }).expect(422);
  });

  test('says so where the issuer does not answer, and tries again', async () => {
    const gone = await startForger();
    const env = settings({ id: 'gone', name: 'Gone account', issuer: gone.issuer });
    await gone.close();
    const lonely = startService(world.database, [], { env });
    for (let times = 0; times < 2; times++) {
      const { text } = await lonely.visitor().post('/sign-in/gone').expect(503);
      expect(mainText(text)).toContain('Gone account does not answer just now.');
    }
    expect(lonely.logged).toHaveLength(2);
    await lonely.close();
  });
});
