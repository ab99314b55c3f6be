import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Purpose } from '../../src/people/invitation.ts';
import { invite } from '../../src/people/invite.ts';
import { may, rolesOf } from '../../src/people/permissions.ts';
import { findSession } from '../../src/people/store.ts';
import { transact } from '../../src/shared/database.ts';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  heading,
  mainText,
  send,
  title,
  tokenOf,
} from '../support/pages.ts';
import { type Agent, field, today } from '../support/service.ts';

const world = stage();
const tables = [
  'person',
  'session',
  'invitation',
  'invitation_link',
  'respondent',
  'appointment',
  'audit',
  'sign_in_link',
  'message',
] as const;
const rows = () => dump(world.database, tables);
const hill = () => world.assessments.hill;
const notice = () => `/assessments/${hill()}/notice`;

let number = 0;
let email: string;

beforeEach(() => {
  number += 1;
  email = `ann${number}@hill.example`;
});

afterEach(() => {
  world.service.setTime(today.toISOString());
  expect(world.service.logged).toEqual([]);
});

/** Invites an address and gives back the path of the link that it was sent. */
async function linkFor(address = email, purpose: Purpose = 'respondent'): Promise<string> {
  const national = purpose === 'national-administrator';
  const ofSurvey = purpose === 'respondent' || purpose === 'facilitator';
  await transact(world.database, (transaction) =>
    invite(
      transaction,
      [
        {
          purpose,
          organisationCode: national ? null : 'RAA',
          assessmentId: ofSurvey ? hill() : null,
          email: address,
          name: 'Ann as invited',
        },
      ],
      today,
    ),
  );
  await world.service.deliverMail();
  return newestLink(address);
}

function newestLink(address: string): string {
  const { text } = world.service.mail.sent.findLast(({ to }) => to === address) ?? { text: '' };
  return text.match(/(\/(?:invitations|sign-in-links)\/[\w-]{43})\n/)?.[1] ?? '';
}

const personWith = (address: string) =>
  world.database.selectFrom('person').selectAll().where('email', '=', address).execute();

async function placesOf(address: string) {
  const [person] = await personWith(address);
  return world.database
    .selectFrom('respondent')
    .selectAll()
    .where('person_id', '=', person?.id ?? '')
    .execute();
}

const isSignedIn = async (browser: Agent) => (await browser.get('/assessments')).status === 200;

describe('somebody new', () => {
  test('sees what they are invited to, without the whole address', async () => {
    const { text, headers } = await world.service
      .visitor()
      .get(await linkFor())
      .expect(200);
    expect(heading(text)).toBe('Hill NHS Trust You are invited to answer the questionnaire');
    expect(mainText(text)).toContain(`a…${number}@hill.example`);
    expect(text).not.toContain(email);
    expect(field(text, 'name')).toBe('Ann as invited');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
  });

  test('accepts with the address and a name, and is signed in with a place', async () => {
    const browser = world.service.visitor();
    const { headers } = await send(browser, await linkFor(), { address: email, name: ' Ann Ash ' });
    expect(headers.location).toBe(notice());
    await browser.get(notice()).expect(200);
    expect(await personWith(email)).toMatchObject([{ name: 'Ann Ash', disabled_at: null }]);
    expect(await placesOf(email)).toMatchObject([{ assessment_id: hill(), withdrawn_at: null }]);
  });

  test.each([(address: string) => ` ${address.toUpperCase()}  `])(
    'may write the address in capitals and with spaces around it',
    async (typed) => {
      const address = typed(email);
      const response = await send(world.service.visitor(), await linkFor(), { address, name: 'A' });
      expect(response.status).toBe(303);
      expect(await personWith(email)).toHaveLength(1);
    },
  );

  test('is a line of the audit, as theirs and without their name or address', async () => {
    const link = await linkFor();
    await send(world.service.visitor(), link, { address: email, name: 'Ann Ash' });
    const [person] = await personWith(email);
    const line = (await readChain(world.database, hill())).at(-1);
    expect(line).toMatchObject({ act: 'accept-invitation', actorId: person?.id });
    expect(JSON.stringify(line)).not.toMatch(/Ann|@/);
  });

  test('gets nothing but a place: no role, and no other survey', async () => {
    const browser = world.service.visitor();
    await send(browser, await linkFor(), { address: email, name: 'Ann' });
    for (const page of [`/surveys/${hill()}/invitations`, `/surveys/${hill()}/join-codes`])
      expect((await browser.get(page)).status).toBe(403);
    expect((await browser.get(`/assessments/${world.assessments.dale}/notice`)).status).toBe(404);
  });

  test.each([
    ['', 'Enter your name'],
    ['   ', 'Enter your name'],
    ['n'.repeat(101), 'Your name must be 100 characters or fewer'],
    [
      'Ann\r\nBcc: eve@evil.example',
      'Your name contains characters that cannot be shown. Type it again without them',
    ],
    ['Ann\tAsh', 'Your name contains characters that cannot be shown. Type it again without them'],
    ['Ann\u0000', 'Your name contains characters that cannot be shown. Type it again without them'],
    [
      'Ann\u202Ehsa',
      'Your name contains characters that cannot be shown. Type it again without them',
    ],
    ['An\u2028n', 'Your name contains characters that cannot be shown. Type it again without them'],
  ])('called %j is asked again, with nothing changed', async (name, message) => {
    const link = await linkFor();
    const before = await rows();
    const response = await send(world.service.visitor(), link, { address: email, name });
    expect(response.status).toBe(422);
    expect(title(response.text)).toBe('Error: Your invitation');
    expect(errorsOn(response.text)).toEqual([[message.trim(), '#name']]);
    expect(field(response.text, 'address')).toBe(email);
    expectCalm(world.service, response);
    expect(await rows()).toBe(before);
  });

  test('with markup for a name is shown it as text', async () => {
    const name = '"><script>alert(1)</script>';
    const link = await linkFor();
    const refused = await send(world.service.visitor(), link, { address: '', name });
    expect(refused.text).not.toContain('<script>alert');
    const browser = world.service.visitor();
    await send(browser, link, { address: email, name }).expect(303);
    const { text } = await browser.get(notice());
    expect(text).not.toContain('<script>alert');
  });

  test('who leaves everything out is told both at once', async () => {
    const { status, text } = await send(world.service.visitor(), await linkFor(), {});
    expect(status).toBe(422);
    expect(errorsOn(text)).toEqual([
      ['Enter your work email address', '#address'],
      ['Enter your name', '#name'],
    ]);
  });

  test.each([
    { role: 'national-administrator' },
    { purpose: 'assessment-lead' },
    { address: ['a', 'b'] },
    { name: ['a', 'b'] },
  ])('cannot send %j with it', async (extra) => {
    const link = await linkFor();
    const before = await rows();
    const fields = { address: email, name: 'Ann', ...extra };
    expect((await send(world.service.visitor(), link, fields)).status).toBe(422);
    expect(await rows()).toBe(before);
  });

  test('cannot accept by a form of another site', async () => {
    const link = await linkFor();
    const before = await rows();
    for (const [header, value] of [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Origin', 'https://evil.example'],
    ] as const)
      await send(world.service.visitor(), link, { address: email, name: 'Ann' })
        .set(header, value)
        .expect(403);
    expect(await rows()).toBe(before);
  });

  test('twice at once becomes one person with one place', async () => {
    const link = await linkFor();
    const responses = await Promise.all(
      Array.from({ length: 6 }, () =>
        send(world.service.visitor(), link, { address: email, name: 'Ann' }),
      ),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404, 404, 404]);
    expect(await personWith(email)).toHaveLength(1);
    expect(await placesOf(email)).toHaveLength(1);
    expect(responses.filter(({ headers }) => headers['set-cookie'])).toHaveLength(1);
  });

  test('who comes after the survey has closed is told so, and nothing is made of them', async () => {
    const link = await linkFor();
    const close = (closed_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closed_at })
        .where('id', '=', hill())
        .execute();
    await close(today.toISOString());
    const before = await rows();
    const { status, text } = await send(world.service.visitor(), link, {
      address: email,
      name: 'Ann',
    });
    await close(null);
    expect(status).toBe(409);
    expect(mainText(text)).toContain('The survey has closed');
    expect(await rows()).toBe(before);
  });
});

describe('opening a link', () => {
  test('changes nothing, however often and by whatever program', async () => {
    const link = await linkFor();
    const before = await rows();
    const visitor = world.service.visitor();
    for (let time = 0; time < 3; time++) {
      await visitor.get(link).expect(200);
      await visitor.head(link).expect(200);
    }
    expect(await rows()).toBe(before);
  });
});

describe('a link that was passed on', () => {
  test('is refused to another address, and goes on working for its own', async () => {
    const link = await linkFor();
    const eve = world.service.visitor();
    const { status, text } = await send(eve, link, { address: 'eve@hill.example', name: 'Eve' });
    expect(status).toBe(422);
    expect(errorsOn(text)).toEqual([
      [
        'This invitation was sent to another address. Ask whoever invited you for one of your own',
        '#address',
      ],
    ]);
    expect(text).not.toContain(email);
    expect(await isSignedIn(eve)).toBe(false);
    expect(await personWith('eve@hill.example')).toEqual([]);
    await send(world.service.visitor(), link, { address: email, name: 'Ann' }).expect(303);
  });

  test.each([
    (address: string) => `${address}, eve@evil.example`,
    (address: string) => `<${address}>`,
    (address: string) => `${address}\u0000`,
    (address: string) => address.replace('@', '+x@'),
    (address: string) => `${address}%`,
    () => '%',
    () => 'null',
  ])('is refused to what only resembles its address (%#)', async (typed) => {
    const link = await linkFor();
    const response = await send(world.service.visitor(), link, {
      address: typed(email),
      name: 'E',
    });
    expect(response.status).toBe(422);
    expectCalm(world.service, response);
    expect(await personWith(email)).toEqual([]);
  });

  test('is dead after five wrong addresses, for the right one as well', async () => {
    const link = await linkFor();
    for (let wrong = 1; wrong <= 5; wrong++) {
      const fields = { address: `eve${wrong}@hill.example`, name: 'Eve' };
      expect((await send(world.service.visitor(), link, fields)).status).toBe(422);
    }
    expect((await world.service.visitor().get(link)).status).toBe(404);
    const response = await send(world.service.visitor(), link, { address: email, name: 'Ann' });
    expect(response.status).toBe(404);
    expect(await personWith(email)).toEqual([]);
  });

  test('does not count an address left out, or a name', async () => {
    const link = await linkFor();
    for (let time = 0; time < 6; time++) {
      await send(world.service.visitor(), link, { address: ' ', name: 'Ann' }).expect(422);
      await send(world.service.visitor(), link, { address: email, name: '' }).expect(422);
    }
    await send(world.service.visitor(), link, { address: email, name: 'Ann' }).expect(303);
  });

  test('and killed can be sent anew', async () => {
    const link = await linkFor();
    for (let wrong = 0; wrong < 5; wrong++)
      await send(world.service.visitor(), link, { address: 'eve@hill.example' });
    const next = await linkFor();
    await send(world.service.visitor(), next, { address: email, name: 'Ann' }).expect(303);
  });

  test('to somebody who is signed in does nothing for them', async () => {
    const link = await linkFor();
    const { bob } = world.browsers;
    const page = await bob.get(link).expect(200);
    expect(mainText(page.text)).toContain('You are signed in as bob.');
    const _csrf = await tokenOf(bob);
    for (const address of ['', 'bob@leaders.example'])
      expect((await send(bob, link, { _csrf, address, name: 'Bob' })).status).toBe(422);
    expect((await send(bob, link, { address: email, name: 'Bob' })).status).toBe(403);
    expect(await personWith(email)).toEqual([]);
  });
});

describe('somebody who is signed in as another person', () => {
  test('and shows the invited address goes on as the person invited, in a new session', async () => {
    const browser = await world.service.as(people.alice);
    const before = await world.database.selectFrom('session').selectAll().execute();
    const link = await linkFor();
    const _csrf = await tokenOf(browser);
    const { headers } = await send(browser, link, { _csrf, address: email, name: 'Ann Ash' });
    expect(headers.location).toBe(notice());
    const { text } = await browser.get(notice()).expect(200);
    expect(text).toContain('Ann Ash');
    const after = await world.database.selectFrom('session').selectAll().execute();
    const mine = before.at(-1)?.id_hash;
    expect(after.map(({ id_hash }) => id_hash)).not.toContain(mine);
  });
});

describe('somebody who has access already', () => {
  const known = 'charlie@leaders.example';

  beforeEach(async () => {
    for (const table of ['message', 'invitation_link', 'invitation'] as const)
      await world.database.deleteFrom(table).execute();
    await world.database
      .deleteFrom('respondent')
      .where('person_id', '=', people.charlie)
      .where('assessment_id', '=', hill())
      .execute();
  });

  test('and is signed in only presses the button', async () => {
    const browser = await world.service.as(people.charlie);
    const link = await linkFor(known);
    const { text } = await browser.get(link).expect(200);
    expect(text).not.toMatch(/name="(address|name)"/);
    const { headers } = await send(browser, link, { _csrf: await tokenOf(browser) });
    expect(headers.location).toBe(notice());
    await browser.get(notice()).expect(200);
    expect(await personWith(known)).toMatchObject([{ id: people.charlie, name: 'charlie' }]);
  });

  test('and is not gets the place, but is signed in only by a link that lasts ten minutes', async () => {
    const browser = world.service.visitor();
    const link = await linkFor(known);
    const { text } = await browser.get(link).expect(200);
    expect(text).not.toContain('name="name"');
    expect(mainText(text)).toContain('we send a link to sign in to that address');
    const { headers } = await send(browser, link, { address: known });
    expect(headers.location).toBe('/sign-in/sent');
    expect(headers['set-cookie']).toBeUndefined();
    expect(await isSignedIn(browser)).toBe(false);
    expect(await placesOf(known)).toHaveLength(2);
    await world.service.deliverMail();
    const mail = world.service.mail.sent.at(-1);
    expect([mail?.to, mail?.subject]).toEqual([known, 'Your link to sign in']);
    const signedIn = await send(browser, newestLink(known), {}).expect(303);
    expect(signedIn.headers.location).toBe(notice());
    await browser.get(notice()).expect(200);
  });

  test('and was passed a link of theirs on by cannot be looked into by who knows the address', async () => {
    const eve = world.service.visitor();
    await send(eve, await linkFor(known), { address: known, name: 'Eve' }).expect(303);
    expect(await isSignedIn(eve)).toBe(false);
    expect(await personWith(known)).toMatchObject([{ name: 'charlie' }]);
  });

  test('and is disabled gets nothing, and the link tells nothing', async () => {
    const set = (disabled_at: string | null) =>
      world.database
        .updateTable('person')
        .set({ disabled_at })
        .where('id', '=', people.charlie)
        .execute();
    const link = await linkFor(known);
    await set(today.toISOString());
    const before = await rows();
    const response = await send(world.service.visitor(), link, { address: known });
    expect(response.status).toBe(404);
    expect(heading(response.text)).toBe('This invitation cannot be used');
    expect(await rows()).toBe(before);
    await set(null);
  });

  test('gets back the answers of the place that was withdrawn', async () => {
    const browser = await world.service.as(people.bob);
    const withdraw = (withdrawn_at: string | null) =>
      world.database
        .updateTable('respondent')
        .set({ withdrawn_at })
        .where('person_id', '=', people.bob)
        .execute();
    await withdraw(today.toISOString());
    await browser.get(notice()).expect(404);
    const link = await linkFor('bob@leaders.example');
    await send(browser, link, { _csrf: await tokenOf(browser) }).expect(303);
    await browser.get(notice()).expect(200);
    expect(await placesOf('bob@leaders.example')).toHaveLength(1);
  });
});

describe('an invitation to a role', () => {
  test.each([
    ['assessment-lead', '/assessments', 'lead a survey', 'RAA', false],
    ['signatory', '/assessments', null, 'RAA', false],
    ['facilitator', '/assessments', null, null, true],
    ['icb-analyst', '/icbs/RAA', 'see the trusts of an ICB', 'RAA', false],
    ['national-administrator', '/administration', 'administer cycles', null, false],
  ] as const)(
    'of %s gives it, and that one alone',
    async (role, next, permission, code, survey) => {
      const browser = world.service.visitor();
      const response = await send(browser, await linkFor(email, role), {
        address: email,
        name: 'A',
      });
      expect(response.headers.location).toBe(next);
      const [person] = await personWith(email);
      const held = await world.database
        .selectFrom('appointment')
        .selectAll()
        .where('person_id', '=', person?.id ?? '')
        .execute();
      expect(held).toMatchObject([
        { role, organisation_code: code, assessment_id: survey ? hill() : null, ended_at: null },
      ]);
      const cookie = String(response.headers['set-cookie']).match(/session=([^;]*)/)?.[1] ?? '';
      const session = await findSession(world.database, cookie);
      expect(session?.person.roles).toEqual([role]);
      for (const each of [
        'lead a survey',
        'administer cycles',
        'see the trusts of an ICB',
      ] as const)
        expect(may(rolesOf(session?.person), each)).toBe(each === permission);
      expect(await placesOf(email)).toEqual([]);
      const chain = await readChain(world.database, survey ? hill() : 'england');
      expect(chain.at(-1)).toMatchObject({ act: 'accept-appointment', actorId: person?.id });
    },
  );

  test('works once, and not for what somebody else is invited to', async () => {
    const link = await linkFor(email, 'assessment-lead');
    await linkFor(`other${number}@hill.example`, 'national-administrator');
    await send(world.service.visitor(), link, { address: email, name: 'A' }).expect(303);
    const again = await send(world.service.visitor(), link, {
      address: `other${number}@hill.example`,
      name: 'A',
    });
    expect(again.status).toBe(404);
  });

  test('and one to answer are two invitations of one address', async () => {
    const lead = await linkFor(email, 'assessment-lead');
    const respondent = await linkFor(email, 'respondent');
    const browser = world.service.visitor();
    await send(browser, lead, { address: email, name: 'Ann' }).expect(303);
    expect(await placesOf(email)).toEqual([]);
    await send(browser, respondent, { _csrf: await tokenOf(browser) }).expect(303);
    expect(await placesOf(email)).toHaveLength(1);
    expect(await personWith(email)).toHaveLength(1);
  });
});
