import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  fill,
  heading,
  mainText,
  send,
  tableRows,
  title,
  tokenOf,
} from '../support/pages.ts';
import { field, type Service, startService, today } from '../support/service.ts';
import { invitationsOf, linkTo, pageOf, press, sendList } from './inviting.ts';
import { codeOf, joinAs } from './joining.ts';

const world = stage();
const base = () => `/surveys/${world.assessments.hill}/join-codes`;
const tables = [
  'invitation',
  'invitation_link',
  'message',
  'join_code',
  'person',
  'audit',
] as const;
const rows = () => dump(world.database, tables);

/** A service of each test's own, since limits are counted in its memory. */
let service: Service;

beforeEach(async () => {
  for (const table of ['message', 'invitation_link', 'invitation', 'join_code'] as const)
    await world.database.deleteFrom(table).execute();
  service = startService(world.database, Object.values(people));
});

afterEach(() => {
  expect(service.logged).toEqual([]);
  service.server.close();
});

const lena = () => world.browsers.lena;
const newCode = (fields: object = {}) => codeOf(lena(), base(), fields);
const taken = async () =>
  (await world.database.selectFrom('join_code').select('taken').executeTakeFirst())?.taken;
const mailsTo = (address: string) => service.mail.sent.filter(({ to }) => to === address).length;

describe('typing a code', () => {
  test('in small letters, with spaces or dashes, leads to its page', async () => {
    const code = await newCode();
    const [first, second] = [code.slice(0, 4), code.slice(4)];
    for (const typed of [code, ` ${first} ${second} `, `${first}-${second}`, code.toLowerCase()]) {
      const { headers } = await send(service.visitor(), '/join', { code: typed }).expect(303);
      expect(headers.location).toBe(`/join/${code}`);
    }
    const { text } = await service.visitor().get(`/join/${code}`).expect(200);
    expect(heading(text)).toBe('Hill NHS Trust, Autumn 2026 Have an invitation sent to you');
  });

  test.each(['', 'ACDE', 'ACDEFHJKM', 'ACDEFHJ0', '/../sign-in', '//evil.example', 'ACDE\nFHJ"'])(
    'as %j is refused, with what was typed',
    async (typed) => {
      const { status, text } = await send(service.visitor(), '/join', { code: typed });
      expect(status).toBe(422);
      expect(title(text)).toBe('Error: Join with a code');
      expect(errorsOn(text)).toEqual([
        ['Enter the code as it is shown: 8 letters and numbers', '#code'],
      ]);
      expect(text).not.toMatch(/value="[^"]*FHJ"/);
    },
  );

  test('has a page to do it on', async () => {
    const { text } = await service.visitor().get('/join').expect(200);
    expect(heading(text)).toBe('Join with a code');
  });
});

describe('joining', () => {
  test('has a message sent with a link of one’s own, without a role', async () => {
    const code = await newCode();
    const { status, headers } = await joinAs(service, code, ' ANN@hill.example ', ' Ann Ash ');
    expect([status, headers.location]).toEqual([303, '/join/sent']);
    await service.deliverMail();
    const kept = await world.database.selectFrom('invitation').selectAll().execute();
    expect(kept).toMatchObject([
      {
        email: 'ann@hill.example',
        name: 'Ann Ash',
        purpose: 'respondent',
        role: null,
        first_family: null,
        organisation_code: 'RAA',
      },
    ]);
    expect(await taken()).toBe(1);
    const browser = service.visitor();
    const link = linkTo(service, 'ann@hill.example');
    const accepted = await send(browser, link, { address: 'ann@hill.example', name: 'Ann' });
    expect(accepted.headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
  });

  test('is a line of the audit that is not the lead’s, without name or address', async () => {
    const code = await newCode();
    await joinAs(service, code, 'ann@hill.example');
    const line = (await readChain(world.database, world.assessments.hill)).at(-1);
    expect(line).toMatchObject({ act: 'join', actorId: null });
    expect(JSON.stringify(line)).not.toMatch(/Ann|@/);
  });

  test('as somebody signed in begins with their own name and address', async () => {
    const code = await newCode();
    const bob = await service.as(people.bob);
    const { text } = await bob.get(`/join/${code}`).expect(200);
    expect([field(text, 'address'), field(text, 'name')]).toEqual(['bob@leaders.example', 'bob']);
    const fields = { address: 'bob@leaders.example', name: 'bob' };
    expect((await send(bob, `/join/${code}`, fields)).status).toBe(403);
    const _csrf = await tokenOf(bob);
    expect((await send(bob, `/join/${code}`, { ...fields, _csrf })).status).toBe(303);
    const line = (await readChain(world.database, world.assessments.hill)).at(-1);
    expect(line).toMatchObject({ act: 'join', actorId: people.bob });
  });

  test('signs nobody in and gives no place by itself', async () => {
    const code = await newCode();
    const visitor = service.visitor();
    const before = await dump(world.database, ['person', 'session', 'respondent']);
    const { headers } = await send(visitor, `/join/${code}`, {
      address: 'bob@leaders.example',
      name: 'Eve',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(await dump(world.database, ['person', 'session', 'respondent'])).toBe(before);
  });

  test.each([
    [{ address: '', name: '' }, ['#address', '#name']],
    [{ address: 'ann', name: 'Ann' }, ['#address']],
    [{ address: 'ann@hill.example, eve@x.example', name: 'Ann' }, ['#address']],
    [{ address: 'ann@hill.example\r\nBcc: eve@x.example', name: 'Ann' }, ['#address']],
    [{ address: 'ann@hill.example', name: 'n'.repeat(101) }, ['#name']],
    [{ address: 'ann@hill.example', name: 'Ann\r\nBcc: eve@x.example' }, ['#name']],
    [{ address: 'ann@hill.example', name: 'Ann\u0000' }, ['#name']],
  ])('with %j is asked again, with nothing changed', async (fields, hrefs) => {
    const code = await newCode();
    const before = await rows();
    const response = await send(service.visitor(), `/join/${code}`, fields);
    expect(response.status).toBe(422);
    expect(errorsOn(response.text).map(([, href]) => href)).toEqual(hrefs);
    expectCalm(service, response);
    expect(await rows()).toBe(before);
  });

  test.each([{ role: 'chief-executive' }, { name: ['a', 'b'] }, { purpose: 'assessment-lead' }])(
    'takes nothing else, such as %j',
    async (extra) => {
      const code = await newCode();
      const before = await rows();
      const fields = { address: 'ann@hill.example', name: 'Ann', ...extra };
      expect((await send(service.visitor(), `/join/${code}`, fields)).status).toBe(422);
      expect(await rows()).toBe(before);
    },
  );

  test('with markup for a name shows it as text, also to the lead', async () => {
    const code = await newCode();
    const name = '<script>alert(1)</script>';
    const refused = await send(service.visitor(), `/join/${code}`, { address: '', name });
    expect(refused.text).not.toContain('<script>alert');
    await joinAs(service, code, 'ann@hill.example', name).expect(303);
    const { text } = await lena().get(invitationsOf(world));
    expect(text).not.toContain('<script>alert');
    expect(tableRows(text)[1]?.[1]).toBe(name);
  });

  test('changes nothing when the page is only opened', async () => {
    const code = await newCode();
    const before = await rows();
    for (const page of ['/join', '/join/sent', `/join/${code}`, '/join/ACDEFHJK']) {
      await service.visitor().get(page);
      await service.visitor().head(page);
    }
    expect(await rows()).toBe(before);
  });

  test('by a form of another site is refused', async () => {
    const code = await newCode();
    const before = await rows();
    await joinAs(service, code, 'ann@hill.example').set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(await rows()).toBe(before);
  });
});

describe('the answer is the same', () => {
  /** Everything that a browser is told, without the date. */
  async function answer(code: string, address: string): Promise<string> {
    const visitor = service.visitor();
    const { status, headers, text } = await send(visitor, `/join/${code}`, { address, name: 'A' });
    const { date, 'x-request-id': id, 'ratelimit-remaining': _, ...other } = headers;
    const next = await visitor.get(String(headers.location));
    return JSON.stringify([status, other, text, next.status, mainText(next.text)]);
  }

  test('to somebody new, invited, withdrawn, and who comes when all places are taken', async () => {
    await sendList(lena(), invitationsOf(world), 'asked@hill.example\ngone@hill.example');
    const gone = await pageOf(lena(), invitationsOf(world), 'gone@hill.example');
    await press(lena(), `${gone}/withdrawal`);
    await world.service.deliverMail();
    const code = await newCode({ places: '1' });
    const invitations = () => dump(world.database, ['invitation']);

    const before = await invitations();
    const asked = await answer(code, 'asked@hill.example');
    await service.deliverMail();
    expect(mailsTo('asked@hill.example')).toBe(1);
    const messages = await dump(world.database, ['message']);
    const withdrawn = await answer(code, 'gone@hill.example');
    expect(await dump(world.database, ['message'])).toBe(messages);
    expect(await taken()).toBe(0);
    expect(await invitations()).toBe(before);

    const first = await answer(code, 'new@hill.example');
    expect(await taken()).toBe(1);
    const full = await answer(code, 'late@hill.example');
    expect(await taken()).toBe(1);
    const again = await answer(code, 'new@hill.example');
    await service.deliverMail();
    expect([withdrawn, first, full, again]).toEqual(Array(4).fill(asked));
    expect(asked).toContain('Check your email');
    for (const [address, mails] of [
      ['gone@hill.example', 0],
      ['late@hill.example', 0],
      ['new@hill.example', 2],
    ] as const)
      expect([address, mailsTo(address)]).toEqual([address, mails]);
  });

  test('however often an address joins, and it is sent three messages at most', async () => {
    const code = await newCode();
    const answers = [];
    for (let time = 0; time < 6; time++) answers.push(await answer(code, 'ann@hill.example'));
    expect(new Set(answers).size).toBe(1);
    await service.deliverMail();
    expect(mailsTo('ann@hill.example')).toBe(3);
    expect(await taken()).toBe(1);
  });

  test('to somebody who has access, who is told where to sign in', async () => {
    const code = await newCode();
    await joinAs(service, code, 'ann@hill.example');
    await service.deliverMail();
    const fields = { address: 'ann@hill.example', name: 'Ann' };
    await send(service.visitor(), linkTo(service, 'ann@hill.example'), fields);
    expect(await answer(code, 'ann@hill.example')).toBe(await answer(code, 'ben@hill.example'));
    await service.deliverMail();
    const last = service.mail.sent.findLast(({ to }) => to === 'ann@hill.example');
    expect(last?.text).toContain('You can sign in with your address');
    expect(await taken()).toBe(2);
  });

  test('to somebody who has erased their answers, who is sent a link that works', async () => {
    const code = await newCode();
    const eva = { address: 'eva@hill.example', name: 'Eva' };
    await joinAs(service, code, eva.address);
    await service.deliverMail();
    const browser = service.visitor();
    await send(browser, linkTo(service, eva.address), eva).expect(303);
    await fill(browser, `/assessments/${world.assessments.hill}/erasure`, {});
    expect(await answer(code, eva.address)).toBe(await answer(code, 'dan@hill.example'));
    await service.deliverMail();
    const { headers } = await press(browser, linkTo(service, eva.address));
    expect(headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
    expect(await taken()).toBe(2);
  });
});

test('of many at once for the last places, as many get one as there are', async () => {
  const code = await newCode({ places: '3' });
  const responses = await Promise.all(
    Array.from({ length: 12 }, (_, at) => joinAs(service, code, `p${at}@hill.example`)),
  );
  expect(responses.map(({ status }) => status)).toEqual(Array(12).fill(303));
  expect(await taken()).toBe(3);
  expect(await world.database.selectFrom('invitation').selectAll().execute()).toHaveLength(3);
});

test('one address many times at once takes one place', async () => {
  const code = await newCode({ places: '3' });
  await Promise.all(Array.from({ length: 8 }, () => joinAs(service, code, 'ann@hill.example')));
  expect(await taken()).toBe(1);
});

describe('a code that nobody can join with', () => {
  test('is answered in the same words, whatever the reason', async () => {
    const page = async (code: string) => {
      const shown = await service.visitor().get(`/join/${code}`);
      const joined = await joinAs(service, code, 'ann@hill.example');
      expect([shown.status, joined.status]).toEqual([404, 404]);
      expect(heading(shown.text)).toBe('This code cannot be used');
      expect(joined.text).toBe(shown.text);
      return shown.text;
    };
    const unknown = await page('ACDEFHJK');
    expect(await page('acdefhjk')).toBe(unknown);
    expect(await page('x')).toBe(unknown);

    const ended = await newCode();
    await world.database
      .updateTable('join_code')
      .set({ expires_at: today.toISOString() })
      .execute();
    expect(await page(ended)).toBe(unknown);

    const over = await newCode();
    const set = (closed_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closed_at })
        .where('id', '=', world.assessments.hill)
        .execute();
    await set(today.toISOString());
    expect(await page(over)).toBe(unknown);
    await set(null);
    expect(await world.database.selectFrom('invitation').selectAll().execute()).toEqual([]);
  });

  test('ends at its time, to the millisecond', async () => {
    const code = await newCode();
    service.setTime('2026-11-22T11:59:59.999Z');
    await service.visitor().get(`/join/${code}`).expect(200);
    service.setTime('2026-11-22T12:00:00.000Z');
    await service.visitor().get(`/join/${code}`).expect(404);
  });
});

describe('one network address', () => {
  test('may try three hundred codes that are none in a quarter of an hour, then not even a right one', async () => {
    const code = await newCode();
    for (let time = 0; time < 40; time++) await service.visitor().get(`/join/${code}`).expect(200);
    for (let time = 0; time < 285; time++)
      await service.visitor().get('/join/ACDEFHJK').expect(404);
    for (let time = 0; time < 15; time++)
      await joinAs(service, 'ACDEFHJK', 'ann@hill.example').expect(404);
    const { text, headers } = await service.visitor().get(`/join/${code}`).expect(429);
    expect(heading(text)).toBe('You have tried too often');
    expect(headers['retry-after']).toBe('900');
    const before = await rows();
    await joinAs(service, code, 'ann@hill.example').expect(429);
    expect(await rows()).toBe(before);
  });

  test('may ask to join a hundred and twenty times in a quarter of an hour', async () => {
    const code = await newCode({ places: '60' });
    for (let time = 0; time < 120; time++)
      await joinAs(service, code, `p${time % 40}@hill.example`).expect(303);
    const { text } = await joinAs(service, code, 'late@hill.example').expect(429);
    expect(heading(text)).toBe('You have tried too often');
    expect(await taken()).toBe(40);
    await service.visitor().get(`/join/${code}`).expect(200);
  });
});
