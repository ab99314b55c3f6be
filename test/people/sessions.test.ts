import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { baseOf, people, stage } from '../support/cast.ts';
import { refused, send, tokenOf } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';

const world = stage();
const hour = 60 * 60 * 1000;
const later = (hours: number) =>
  world.service.setTime(new Date(today.getTime() + hours * hour).toISOString());

async function signIn(browser: Agent): Promise<string> {
  const { headers } = await send(browser, '/sessions', { person: people.alice }).expect(303);
  return lastCookie(headers);
}

/** Of several cookies with one name, browsers keep the last. */
function lastCookie(headers: Readonly<Record<string, unknown>>): string {
  return [headers['set-cookie']].flat().map(String).at(-1) ?? '';
}

const sessions = () => world.database.selectFrom('session').selectAll().execute();
const isSignedIn = async (browser: Agent) => (await browser.get('/assessments')).status === 200;
const idIn = (cookie: string) => cookie.match(/^session=([^;]*)/)?.[1] ?? '';

let browser: Agent;

beforeEach(() => {
  browser = world.service.visitor();
});

afterEach(() => world.service.setTime(today.toISOString()));

describe('the cookie', () => {
  test('is kept from scripts and from other sites, and lasts as long as its session is known by', async () => {
    const cookie = await signIn(browser);
    expect(cookie).toMatch(/^session=/);
    expect(cookie).toMatch(/; HttpOnly(;|$)/);
    expect(cookie).toMatch(/; SameSite=Lax(;|$)/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    const expires = Date.parse(cookie.match(/Expires=([^;]*)/)?.[1] ?? '');
    expect(Math.abs(expires - Date.now() - 30 * 24 * hour)).toBeLessThan(60_000);
  });

  test('carries 256 bits that are stored only as a hash', async () => {
    const id = idIn(await signIn(browser));
    expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await sessions())).not.toContain(id);
  });

  test('is not given to somebody who only looks', async () => {
    const before = (await sessions()).length;
    for (const page of ['/', '/sign-in', '/questionnaire', '/method', '/nowhere'])
      expect((await browser.get(page)).headers['set-cookie']).toBeUndefined();
    expect(await sessions()).toHaveLength(before);
  });

  test.each(['session=s%3Aforged.signature', 'session=x', 'session=', 'session=%E0%A4%A'])(
    '%p signs nobody in',
    async (cookie) => {
      const { status } = await browser.get('/assessments').set('Cookie', cookie);
      expect(status).toBe(303);
      expect(world.service.logged).toEqual([]);
    },
  );
});

test('signing in gives a new id, and the one from before is worth nothing', async () => {
  const planted = await signIn(browser);
  const victim = world.service.visitor();
  const before = planted.split(';')[0] as string;
  const _csrf = await tokenOf(browser);
  const { headers } = await victim
    .post('/sessions')
    .set('Cookie', before)
    .type('form')
    .send({ person: people.bob, _csrf })
    .expect(303);
  expect(idIn(lastCookie(headers))).not.toBe(idIn(planted));
  expect(await isSignedIn(browser)).toBe(false);
});

test('signing out ends the session for good', async () => {
  const cookie = await signIn(browser);
  const before = (await sessions()).length;
  const _csrf = await tokenOf(browser);
  await send(browser, '/sessions/end', {}).expect(403);
  expect(await isSignedIn(browser)).toBe(true);
  const { headers } = await send(browser, '/sessions/end', { _csrf }).expect(303);
  expect(headers.location).toBe('/');
  expect(await sessions()).toHaveLength(before - 1);
  const replayed = world.service.visitor();
  const { status } = await replayed.get('/assessments').set('Cookie', cookie.split(';')[0] ?? '');
  expect(status).toBe(303);
});

describe('a session ends', () => {
  test('after twenty hours without use, and not before', async () => {
    await signIn(browser);
    later(19.9);
    expect(await isSignedIn(browser)).toBe(true);
    later(39.8);
    expect(await isSignedIn(browser)).toBe(true);
    later(59.9);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('after seven days however much it is used', async () => {
    await signIn(browser);
    for (let hours = 12; hours <= 7 * 24; hours += 12) {
      later(hours);
      expect(await isSignedIn(browser)).toBe(true);
    }
    later(7 * 24 + 0.1);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('at once when the person is disabled', async () => {
    await signIn(browser);
    const disable = (disabled_at: string | null) =>
      world.database
        .updateTable('person')
        .set({ disabled_at })
        .where('id', '=', people.alice)
        .execute();
    const _csrf = await tokenOf(browser);
    await disable(today.toISOString());
    expect(await isSignedIn(browser)).toBe(false);
    await refused(world, 401, () => send(browser, `${baseOf(world)}/notice`, { _csrf }));
    await send(world.service.visitor(), '/sessions', { person: people.alice });
    await disable(null);
  });
});

describe('a session that has ended', () => {
  const ended = async () => {
    await signIn(browser);
    const _csrf = await tokenOf(browser);
    later(20.1);
    return { _csrf };
  };
  const known = async () => (await sessions()).length;

  test('opens nothing, is not woken by asking, and is still known by', async () => {
    await world.database.deleteFrom('session').execute();
    const form = await ended();
    const before = await sessions();
    const { headers } = await browser.get('/assessments').expect(303);
    expect(headers.location).toBe('/sign-in?return=%2Fassessments');
    const { text } = await browser.get('/sign-in').expect(200);
    expect(text).not.toContain('alice');
    await refused(world, 401, () => send(browser, `${baseOf(world)}/notice`, form));
    await refused(world, 401, () => send(browser, '/sessions/end', form));
    expect(await sessions()).toEqual(before);
  });

  test('is forgotten when somebody signs in on its browser', async () => {
    await world.database.deleteFrom('session').execute();
    await ended();
    await signIn(browser);
    expect(await known()).toBe(1);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('is forgotten thirty days after its last use', async () => {
    await world.database.deleteFrom('session').execute();
    await ended();
    later(30 * 24 - 0.1);
    await signIn(world.service.visitor());
    expect(await known()).toBe(2);
    later(30 * 24 + 0.1);
    await signIn(world.service.visitor());
    expect(await known()).toBe(2);
  });
});

test('use is noted at most every ten minutes', async () => {
  const { database } = world;
  await database.deleteFrom('session').execute();
  await signIn(browser);
  const seen = async () => {
    await browser.get('/assessments').expect(200);
    return (await sessions()).map(({ seen_at }) => seen_at);
  };
  await seen();
  later(0.15);
  expect(await seen()).toEqual([today.toISOString()]);
  later(0.2);
  expect(await seen()).toEqual(['2026-11-22T10:12:00.000Z']);
});

test('reading goes on where nothing can be written, as on a full disk', async () => {
  await signIn(browser);
  later(1);
  await sql`create trigger full before update on session begin select raise(abort, 'full'); end`.execute(
    world.database,
  );
  expect(await isSignedIn(browser)).toBe(true);
  await sql`drop trigger full`.execute(world.database);
  expect(world.service.logged).toHaveLength(1);
  world.service.logged.length = 0;
});
