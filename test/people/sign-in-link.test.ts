import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { people, stage } from '../support/cast.ts';
import { dump, expectCalm, heading, mainText, refused, send, tokenOf } from '../support/pages.ts';
import { field } from '../support/service.ts';
import { addressOf, ask, giveAddresses, isSignedIn, linkFor, minutesLater } from './links.ts';

const world = stage();
const visitor = () => world.service.visitor();
const links = () => world.database.selectFrom('sign_in_link').selectAll().execute();

beforeAll(() => giveAddresses(world));

beforeEach(async () => {
  await world.database.deleteFrom('message').execute();
  await world.database.deleteFrom('sign_in_link').execute();
  minutesLater(world.service, 0);
});

test('a visitor signs in by link: asks, opens the mail, presses the button', async () => {
  const browser = visitor();
  const page = await browser.get('/sign-in').expect(200);
  expect(page.text).toContain('action="/sign-in-links"');
  const asked = await ask(browser, ' Alice@Hill.Example ', { return: field(page.text, 'return') });
  expect([asked.status, asked.headers.location]).toEqual([303, '/sign-in/sent']);
  const sent = await browser.get('/sign-in/sent').expect(200);
  expect(mainText(sent.text)).toContain('It works once'.replace('It', 'The link'));
  expect(sent.text).not.toMatch(/alice/i);

  await world.service.deliverMail();
  const mail = world.service.mail.sent.at(-1);
  expect(mail).toMatchObject({ to: 'alice@hill.example', subject: 'Your link to sign in' });
  expect(mail?.text).toContain('It works once, for ten minutes.');
  expect(mail?.text).toContain('If you did not ask for this, you need do nothing.');
  const [link = ''] = mail?.text.match(/\/sign-in-links\/.*/) ?? [];

  const button = await browser.get(link).expect(200);
  expect(button.text).toContain(`<form action="${link}" method="post">`);
  const signedIn = await send(browser, link, { _csrf: field(button.text, '_csrf') });
  expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/assessments']);
  expect((await browser.get('/assessments').expect(200)).text).toContain('alice');
});

describe('a link', () => {
  test('has 256 bits that are stored only as a hash, and none before it is sent', async () => {
    await ask(visitor(), addressOf.alice).expect(303);
    await world.service.deliverMail();
    const token = (await linkFor(world.service)).split('/').at(-1) ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const stored = await dump(world.database, ['sign_in_link', 'message', 'session']);
    expect(stored).not.toContain(token);
    expect(await links()).toHaveLength(1);
  });

  test('signs nobody in by being opened, however often and by whomever', async () => {
    const link = await linkFor(world.service);
    const before = await dump(world.database, ['sign_in_link', 'session', 'message']);
    const scanner = visitor();
    for (let times = 0; times < 3; times++) {
      const opened = await scanner.get(link).expect(200);
      const looked = await scanner.head(link).expect(200);
      for (const { headers } of [opened, looked]) expect(headers['set-cookie']).toBeUndefined();
    }
    expect(await isSignedIn(scanner)).toBe(false);
    expect(await dump(world.database, ['sign_in_link', 'session', 'message'])).toBe(before);
    await send(visitor(), link, {}).expect(303);
  });

  test('looks the same whether it works, was used, has expired or never was', async () => {
    const link = await linkFor(world.service);
    const page = async (path: string) => {
      const { status, text, headers } = await visitor().get(path);
      return { status, text: text.replaceAll(path, ''), cached: headers['cache-control'] };
    };
    const fresh = await page(link);
    expect(fresh).toMatchObject({ status: 200, cached: 'no-store' });
    await send(visitor(), link, {}).expect(303);
    expect(await page(link)).toEqual(fresh);
    expect(await page(`/sign-in-links/${'x'.repeat(43)}`)).toEqual(fresh);
    minutesLater(world.service, 60);
    expect(await page(link)).toEqual(fresh);
  });

  test('works once', async () => {
    const link = await linkFor(world.service);
    await send(visitor(), link, {}).expect(303);
    const again = visitor();
    const { text, headers } = await refused(world, 422, () => send(again, link, {}));
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(heading(text)).toBe('This link cannot be used');
    expect(text).toContain('href="/sign-in"');
    expect(await isSignedIn(again)).toBe(false);
  });

  test('used twice at the same time signs one in', async () => {
    for (let round = 0; round < 5; round++) {
      await world.database.deleteFrom('message').execute();
      const link = await linkFor(world.service);
      const answers = await Promise.all([1, 2, 3].map(() => send(visitor(), link, {})));
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
    }
  });

  test('works for ten minutes from when it was sent, by the clock of the service', async () => {
    const [early, late] = [
      await linkFor(world.service),
      await linkFor(world.service, addressOf.bob),
    ];
    minutesLater(world.service, 9.99);
    await send(visitor(), early, {}).expect(303);
    minutesLater(world.service, 10);
    await refused(world, 422, () => send(visitor(), late, {}));
  });

  test('that was sent late works for ten minutes from then', async () => {
    await world.database
      .insertInto('message')
      .values({
        id: '00000000-0000-7000-9000-0000000000ff',
        kind: 'sign-in',
        address: addressOf.alice,
        created_at: '2026-11-22T08:00:00.000Z',
        due_at: '2026-11-22T10:30:00.000Z',
      })
      .execute();
    minutesLater(world.service, 30);
    await world.service.deliverMail();
    expect((await links()).map(({ expires_at }) => expires_at)).toEqual([
      '2026-11-22T10:40:00.000Z',
    ]);
  });

  test('puts earlier ones of the same person out of use, and nobody else’s', async () => {
    const first = await linkFor(world.service);
    const bobs = await linkFor(world.service, addressOf.bob);
    const second = await linkFor(world.service);
    await refused(world, 422, () => send(visitor(), first, {}));
    await send(visitor(), second, {}).expect(303);
    await send(visitor(), bobs, {}).expect(303);
  });

  test.each([
    'x',
    'x'.repeat(42),
    'x'.repeat(44),
    `${'x'.repeat(42)}%2F`,
    `${'x'.repeat(42)}.`,
    '%00'.repeat(43),
    '__proto__',
  ])('that cannot be one is not found: %s', async (token) => {
    for (const method of ['get', 'post'] as const) {
      const response = await visitor()[method](`/sign-in-links/${token}`);
      expect(response.status).toBe(404);
      expectCalm(world.service, response);
    }
  });
});

describe('somebody who is signed in already', () => {
  test('becomes the person of the link, in a new session', async () => {
    const browser = await world.service.as(people.bob);
    const sessionOf = async (person: string) =>
      (await world.database.selectFrom('session').selectAll().execute()).filter(
        ({ person_id }) => person_id === person,
      );
    const before = await sessionOf(people.bob);
    const link = await linkFor(world.service);
    const { text } = await browser.get(link).expect(200);
    const { headers } = await send(browser, link, { _csrf: field(text, '_csrf') }).expect(303);
    expect(String(headers['set-cookie'])).toMatch(/^session=/);
    expect((await browser.get('/assessments').expect(200)).text).toContain('alice');
    expect(await sessionOf(people.bob)).toHaveLength(before.length - 1);
  });

  test('does not by a form of another site', async () => {
    const browser = await world.service.as(people.bob);
    const link = await linkFor(world.service);
    await refused(world, 403, () => send(browser, link, {}));
    const _csrf = await tokenOf(browser);
    await refused(world, 403, () =>
      send(browser, link, { _csrf }).set('Sec-Fetch-Site', 'cross-site'),
    );
    await refused(world, 403, () => send(visitor(), link, {}).set('Sec-Fetch-Site', 'cross-site'));
    expect(await links()).toHaveLength(1);
  });
});

describe('somebody who is disabled', () => {
  const disable = (disabled_at: string | null) =>
    world.database
      .updateTable('person')
      .set({ disabled_at })
      .where('id', '=', people.bob)
      .execute();

  test('gets no mail', async () => {
    await disable('2026-11-22T09:00:00.000Z');
    const before = world.service.mail.sent.length;
    await ask(visitor(), addressOf.bob).expect(303);
    await world.service.deliverMail();
    expect(world.service.mail.sent).toHaveLength(before);
    expect(await links()).toEqual([]);
    await disable(null);
  });

  test('gets no session by a link from before', async () => {
    const link = await linkFor(world.service, addressOf.bob);
    await disable('2026-11-22T09:00:00.000Z');
    const { headers } = await refused(world, 422, () => send(visitor(), link, {}));
    expect(headers['set-cookie']).toBeUndefined();
    await disable(null);
  });
});
