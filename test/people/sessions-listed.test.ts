import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAdministrator } from '../../src/people/create-administrator.ts';
import { insertInvitationLink, upsertInvitation } from '../../src/people/invitation-store.ts';
import { newSecret } from '../../src/people/session.ts';
import { people, stage } from '../support/cast.ts';
import { heading, mainText, refused, send, tokenOf } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import { isSignedIn, minutesLater } from './links.ts';

const world = stage();
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';

async function signIn(userAgent: string, person: string = people.alice): Promise<Agent> {
  const browser = world.service.visitor();
  await browser
    .post('/sessions')
    .set('User-Agent', userAgent)
    .type('form')
    .send({ person })
    .expect(303);
  return browser;
}

const sessions = () =>
  world.database.selectFrom('session').selectAll().orderBy('created_at').execute();

/** The page of somebody's sessions: what it says, and the address that each button sends to. */
async function listed(browser: Agent) {
  const { text } = await browser.get('/sessions').expect(200);
  const ends = [...text.matchAll(/action="(\/sessions\/[\w-]{43}\/end)"/g)].map(
    ([, path]) => path ?? '',
  );
  return { html: text, text: mainText(text), ends };
}

async function end(browser: Agent, path: string, status = 303) {
  return send(browser, path, { _csrf: await tokenOf(browser) }).expect(status);
}

let desk: Agent;
let phone: Agent;
beforeEach(async () => {
  minutesLater(world.service, 0);
  await world.database.deleteFrom('session').execute();
  desk = await signIn(firefox);
  minutesLater(world.service, 60);
  phone = await signIn(safari);
});
afterEach(() => world.service.setTime(today.toISOString()));

describe('where one is signed in', () => {
  test('is listed, the last used first, with browser, way and times, and which one this is', async () => {
    const { text, ends } = await listed(phone);
    expect(ends).toHaveLength(2);
    expect(text).toContain(
      'Safari on iPhone This one Signed in 22 November 2026 at 11am With The demonstration Last used 22 November 2026 at 11am Sign out Firefox on Windows Signed in 22 November 2026 at 10am With The demonstration Last used 22 November 2026 at 10am Sign out there',
    );
    const header = await phone.get('/assessments').expect(200);
    expect(header.text).toContain('href="/sessions"');
  });

  test('lists nobody else’s sessions, and none that has ended by itself', async () => {
    await signIn(firefox, people.bob);
    minutesLater(world.service, 21 * 60);
    expect((await listed(phone)).ends).toHaveLength(1);
  });

  test('is shown in words of our own, whatever a browser calls itself', async () => {
    const strange = await signIn('<script>alert(1)</script> Evil/1.0');
    expect((await listed(strange)).text).toContain('A browser on an unknown system This one');
    expect((await sessions()).map(({ browser }) => browser)).toContain(
      'A browser on an unknown system',
    );
  });
});

describe('ending', () => {
  test('another one signs out there at once, and not here', async () => {
    const other = (await listed(phone)).ends[1] ?? '';
    const { headers } = await end(phone, other);
    expect(headers.location).toBe('/sessions?done=ended');
    expect(await isSignedIn(desk)).toBe(false);
    expect(await isSignedIn(phone)).toBe(true);
  });

  test('this one is signing out', async () => {
    const { headers } = await end(phone, (await listed(phone)).ends[0] ?? '');
    expect(headers.location).toBe('/');
    expect(await isSignedIn(phone)).toBe(false);
    expect(await isSignedIn(desk)).toBe(true);
  });

  test('all others leaves this one and everybody else’s', async () => {
    const [bob, third] = [await signIn(firefox, people.bob), await signIn(safari)];
    await end(phone, '/sessions/others/end');
    expect(await Promise.all([desk, third, phone, bob].map(isSignedIn))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('somebody else’s is not found, with the same answer as one that never was', async () => {
    const bob = await signIn(firefox, people.bob);
    const bobs = (await listed(bob)).ends[0] ?? '';
    const page = async (path: string) => {
      const { status, text } = await end(phone, path, 404);
      return [status, heading(text), mainText(text)];
    };
    const answer = await page(bobs);
    expect(await page(`/sessions/${'x'.repeat(43)}/end`)).toEqual(answer);
    expect(await page('/sessions/x/end')).toEqual(answer);
    expect(await isSignedIn(bob)).toBe(true);
  });

  test('by a form of another site, or with more in it, ends nothing', async () => {
    const before = await sessions();
    const [, other = ''] = (await listed(phone)).ends;
    for (const path of [other, '/sessions/others/end']) {
      await refused(world, 403, () => send(phone, path, {}));
      const _csrf = await tokenOf(phone);
      await refused(world, 422, () => send(phone, path, { _csrf, person: people.bob }));
    }
    expect(await sessions()).toHaveLength(before.length);
  });

  test('is not offered for others where there is only one', async () => {
    await end(phone, '/sessions/others/end');
    expect((await listed(phone)).html).not.toContain('action="/sessions/others/end"');
  });
});

describe('who is given a role has a new session', () => {
  test('by an invitation: every session from before has ended', async () => {
    const token = newSecret();
    const offer = { purpose: 'signatory', assessmentId: null, organisationCode: 'RAA' } as const;
    const person = { email: 'alice@leaders.example', name: null };
    const id = await upsertInvitation(world.database, { ...offer, ...person }, today);
    await insertInvitationLink(world.database, {
      invitationId: id,
      token,
      now: today.toISOString(),
    });
    const before = await sessions();
    const accepting = { _csrf: await tokenOf(phone) };
    await send(phone, `/invitations/${token}`, accepting).expect(303);
    expect(await isSignedIn(phone)).toBe(true);
    expect(await isSignedIn(desk)).toBe(false);
    const after = (await sessions()).map(({ id_hash }) => id_hash);
    for (const { id_hash } of before) expect(after).not.toContain(id_hash);
    // Accepting shows no more of who one is than the session did.
    expect((await sessions()).map(({ way }) => way)).toEqual(['cast']);
  });

  test('by whoever runs the service: they sign in anew', async () => {
    const clock = () => today;
    await createAdministrator(world.database, clock, 'alice@leaders.example');
    expect(await isSignedIn(phone)).toBe(false);
    expect(await isSignedIn(desk)).toBe(false);
  });
});
