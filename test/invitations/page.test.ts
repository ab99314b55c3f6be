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
} from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import {
  accepted,
  everybodyElse,
  invitationsOf,
  invite,
  invitingTables,
  linkTo,
  pageOf,
  press,
} from './inviting.ts';

const world = stage();
const base = () => invitationsOf(world);
const lena = () => world.browsers.lena;
const rows = () => dump(world.database, invitingTables);
const acts = async () =>
  (await readChain(world.database, world.assessments.hill)).map(({ act }) => act);

let number = 0;
let email: string;

beforeEach(() => {
  number += 1;
  email = `ann${number}@hill.example`;
});

afterEach(() => expect(world.service.logged).toEqual([]));

const page = (address = email) => pageOf(lena(), base(), address);
const invitation = (address = email) =>
  world.database
    .selectFrom('invitation')
    .selectAll()
    .where('email', '=', address)
    .executeTakeFirstOrThrow();
const placeOf = (address = email) =>
  world.database
    .selectFrom('respondent')
    .innerJoin('person', 'person.id', 'respondent.person_id')
    .selectAll('respondent')
    .where('person.email', '=', address)
    .executeTakeFirst();

async function setPlace(address: string, values: object): Promise<void> {
  const place = await placeOf(address);
  await world.database
    .updateTable('respondent')
    .set(values)
    .where('id', '=', place?.id ?? '')
    .execute();
}

describe('the page of an invitation', () => {
  test('shows what the lead put down and how far the message is', async () => {
    await invite(world, `${email}, Ann Ash, COO`);
    const { text } = await lena()
      .get(await page())
      .expect(200);
    expect(heading(text)).toContain('Ann Ash');
    expect(mainText(text)).toContain('Chief operating officer (COO)');
    expect(mainText(text)).toContain('Message Sent');
    expect(text).toContain('value="chief-operating-officer" selected');
  });

  test.each(everybodyElse)('is not there for %s', async (name) => {
    await invite(world, email);
    const address = await page();
    const before = await rows();
    const browser = world.browsers[name];
    const status = name === 'leo' ? 404 : 403;
    expect((await browser.get(address)).status).toBe(status);
    for (const act of ['sendings', 'withdrawal', 'role'])
      expect((await press(browser, `${address}/${act}`, { role: '' })).status).toBe(status);
    expect(await rows()).toBe(before);
  });

  test('is not there under another survey, for another purpose, or for no invitation', async () => {
    await invite(world, email);
    const { id } = await invitation();
    const dale = invitationsOf(world, 'dale');
    const facilitator = await invitationFor('facilitator');
    for (const [browser, address] of [
      [world.browsers.leo, `${dale}/${id}`],
      [lena(), `${base()}/${facilitator}`],
      [lena(), `${base()}/${world.cycle}`],
      [lena(), `${base()}/x`],
      [lena(), `${base()}/${id}'--`],
    ] as const) {
      expect((await browser.get(address)).status).toBe(404);
      for (const act of ['sendings', 'withdrawal', 'role'])
        expect((await press(browser, `${address}/${act}`, { role: '' })).status).toBe(404);
    }
  });

  async function invitationFor(purpose: 'facilitator'): Promise<string> {
    const { id, ...row } = await invitation();
    const other = `${id.slice(0, -4)}ffff`;
    await world.database
      .insertInto('invitation')
      .values({ ...row, id: other, purpose, email: `f${number}@hill.example` })
      .execute();
    return other;
  }

  test('takes no other fields, and no other role than those of the questionnaire', async () => {
    await invite(world, `${email}, Ann, COO`);
    const address = await page();
    const before = await rows();
    for (const act of ['sendings', 'withdrawal'])
      expect((await press(lena(), `${address}/${act}`, { role: 'x' })).status).toBe(422);
    expect((await press(lena(), `${address}/role`, {})).status).toBe(422);
    expect((await press(lena(), `${address}/role`, { role: ['', 'x'] })).status).toBe(422);
    expect((await press(lena(), `${address}/role`, { role: '', email: 'x' })).status).toBe(422);
    for (const role of ['wizard', 'place-director', '__proto__', 'COO']) {
      const response = await press(lena(), `${address}/role`, { role });
      expect(response.status).toBe(422);
      expect(errorsOn(response.text)).toEqual([['Choose a role from the list', '#role']]);
      expectCalm(world.service, response);
    }
    expect(await rows()).toBe(before);
  });
});

describe('sending again', () => {
  test('sends a new link that lasts 30 days from now, and is a line of the audit', async () => {
    const first = await invite(world, email);
    const { headers } = await press(lena(), `${await page()}/sendings`);
    expect(headers.location).toBe(`${await page()}?done=sent`);
    const { text } = await lena().get(String(headers.location));
    expect(mainText(text)).toContain(
      'The invitation is sent again, at most three times in a quarter of an hour.',
    );
    await world.service.deliverMail();
    expect(linkTo(world.service, email)).not.toBe(first);
    expect((await acts()).at(-1)).toBe('resend-invitation');
  });

  test('more than three times in a quarter of an hour sends nothing more, and says the same', async () => {
    await invite(world, email);
    const address = `${await page()}/sendings`;
    const lines = (await acts()).length;
    for (let time = 0; time < 4; time++)
      expect((await press(lena(), address)).headers.location).toBe(`${await page()}?done=sent`);
    expect((await acts()).slice(lines)).toEqual(Array(2).fill('resend-invitation'));
    await world.service.deliverMail();
    expect(world.service.mail.sent.filter(({ to }) => to === email)).toHaveLength(3);
    world.service.setTime(new Date(today.getTime() + 15 * 60_000 + 1).toISOString());
    await press(lena(), address);
    await world.service.deliverMail();
    expect(world.service.mail.sent.filter(({ to }) => to === email)).toHaveLength(4);
    world.service.setTime(today.toISOString());
  });

  test('to somebody who has access sends where to sign in, and no link', async () => {
    await accepted(world, email);
    await press(lena(), `${await page()}/sendings`);
    await world.service.deliverMail();
    const { text } = world.service.mail.sent.findLast(({ to }) => to === email) ?? { text: '' };
    expect(text).toContain('http://127.0.0.1:3000/assessments');
    expect(text).not.toContain('/invitations/');
  });

  test('to somebody who has erased their answers sends a link to a fresh place', async () => {
    const browser = await accepted(world, email);
    const first = await placeOf();
    await setPlace(email, { role: 'service-manager' });
    await fill(browser, `/assessments/${world.assessments.hill}/erasure`, {});
    expect(await placeOf()).toBeUndefined();
    const { headers } = await press(lena(), `${await page()}/sendings`);
    expect(headers.location).toBe(`${await page()}?done=sent`);
    await world.service.deliverMail();
    const again = await press(browser, linkTo(world.service, email), {});
    expect(again.headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
    expect(await placeOf()).toMatchObject({ role: null, submitted_at: null });
    expect((await placeOf())?.id).not.toBe(first?.id);
    await press(lena(), `${await page()}/sendings`);
    await world.service.deliverMail();
    expect(world.service.mail.sent.at(-1)?.text).toContain('You can sign in with your address');
  });
});

describe('withdrawing', () => {
  test('ends the link, shows it, and is a line of the audit', async () => {
    const link = await invite(world, email);
    const { headers } = await press(lena(), `${await page()}/withdrawal`);
    expect(headers.location).toBe(`${await page()}?done=withdrawn`);
    const { text } = await lena().get(String(headers.location));
    expect(mainText(text)).toContain('The invitation is withdrawn.');
    expect(mainText(text)).toContain('Message Withdrawn');
    expect(text).not.toContain('/sendings"');
    expect((await world.service.visitor().get(link)).status).toBe(404);
    expect((await acts()).at(-1)).toBe('withdraw-invitation');
  });

  test('takes the place of somebody who has begun', async () => {
    const browser = await accepted(world, email);
    const assessment = `/assessments/${world.assessments.hill}`;
    await browser.get(`${assessment}/notice`).expect(200);
    await press(lena(), `${await page()}/withdrawal`);
    await browser.get(`${assessment}/notice`).expect(404);
    expect((await placeOf())?.withdrawn_at).toBe(today.toISOString());
  });

  test('takes nothing from somebody who has submitted', async () => {
    const browser = await accepted(world, email);
    await setPlace(email, { submitted_at: today.toISOString() });
    await press(lena(), `${await page()}/withdrawal`);
    await browser.get(`/assessments/${world.assessments.hill}/answers`).expect(200);
    expect(await placeOf()).toMatchObject({ withdrawn_at: null });
  });

  test('a second time is calm, and changes nothing', async () => {
    await invite(world, email);
    const address = `${await page()}/withdrawal`;
    const first = await press(lena(), address);
    const before = await rows();
    world.service.setTime(new Date(today.getTime() + 1000).toISOString());
    const second = await press(lena(), address);
    world.service.setTime(today.toISOString());
    expect([second.status, second.headers.location]).toEqual([303, first.headers.location]);
    expect(await rows()).toBe(before);
  });

  test('leaves nothing to send again or to correct', async () => {
    await invite(world, email);
    const address = await page();
    await press(lena(), `${address}/withdrawal`);
    const before = await rows();
    for (const act of ['sendings', 'role']) {
      const response = await press(lena(), `${address}/${act}`, act === 'role' ? { role: '' } : {});
      expect(response.status).toBe(409);
      expect(mainText(response.text)).toContain('This invitation was withdrawn.');
    }
    expect(await rows()).toBe(before);
  });

  test('can be undone by inviting again, with the place and the answers there were', async () => {
    const browser = await accepted(world, email);
    const place = await placeOf();
    const address = await page();
    await press(lena(), `${address}/withdrawal`);
    const link = await invite(world, `${email}, Ann, COO`);
    expect(await page()).toBe(address);
    const again = await press(browser, link, {});
    expect(again.headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
    expect(await placeOf()).toMatchObject({ id: place?.id, withdrawn_at: null });
  });

  test('and inviting again keeps the family that was put down first', async () => {
    await invite(world, `${email}, Ann, COO`);
    await press(lena(), `${await page()}/withdrawal`);
    await invite(world, `${email}, Ann, CIO`);
    expect(await invitation()).toMatchObject({
      role: 'chief-information-officer',
      first_family: 'operational',
    });
  });
});

describe('correcting a role', () => {
  const correct = async (role: string) => press(lena(), `${await page()}/role`, { role });

  test('changes what the lead put down, and never the family that counts', async () => {
    await invite(world, `${email}, Ann, COO`);
    const { headers } = await correct('chief-information-officer');
    expect(headers.location).toBe(`${await page()}?done=corrected`);
    const { text } = await lena().get(String(headers.location));
    expect(mainText(text)).toContain('The role is corrected.');
    expect(mainText(text)).toContain('Chief information officer (CIO)');
    expect(await invitation()).toMatchObject({ first_family: 'operational' });
    await correct('');
    expect(await invitation()).toMatchObject({ role: null, first_family: 'operational' });
    expect((await acts()).slice(-2)).toEqual(['correct-role', 'correct-role']);
  });

  test('replaces the one that they have said', async () => {
    await accepted(world, email);
    await setPlace(email, { role: 'service-manager' });
    await correct('chief-operating-officer');
    expect(await placeOf()).toMatchObject({ role: 'chief-operating-officer' });
    await correct('');
    expect(await placeOf()).toMatchObject({ role: 'chief-operating-officer' });
  });

  test('leaves the one in which somebody has submitted, and says so beforehand', async () => {
    await accepted(world, email);
    await setPlace(email, { role: 'service-manager', submitted_at: today.toISOString() });
    const { text } = await lena().get(await page());
    expect(mainText(text)).toContain('Whoever has submitted keeps the role they answered in.');
    const { headers } = await correct('chief-operating-officer');
    expect(headers.location).toBe(`${await page()}?done=corrected`);
    expect(await invitation()).toMatchObject({ role: 'chief-operating-officer' });
    expect(await placeOf()).toMatchObject({ role: 'service-manager' });
  });

  test('says nothing for somebody who has not said theirs, and is offered to them', async () => {
    const browser = await accepted(world, email);
    await correct('chief-operating-officer');
    expect(await placeOf()).toMatchObject({ role: null });
    const { text } = await browser.get(`/assessments/${world.assessments.hill}/role`).expect(200);
    expect(text).toMatch(/value="chief-operating-officer"[^>]* checked>/);
  });

  test('touches nobody else', async () => {
    const other = `other${number}@hill.example`;
    await accepted(world, email);
    await accepted(world, other);
    for (const each of [email, other]) await setPlace(each, { role: 'service-manager' });
    await correct('chief-operating-officer');
    expect(await placeOf(other)).toMatchObject({ role: 'service-manager' });
  });
});

test('once the survey has closed nothing can be done, and everything can be read', async () => {
  await invite(world, email);
  const address = await page();
  const { hill } = world.assessments;
  const set = (closed_at: string | null) =>
    world.database.updateTable('assessment').set({ closed_at }).where('id', '=', hill).execute();
  await set(today.toISOString());
  const before = await rows();
  for (const act of ['sendings', 'withdrawal', 'role']) {
    const { status, text } = await press(
      lena(),
      `${address}/${act}`,
      act === 'role' ? { role: '' } : {},
    );
    expect(status).toBe(409);
    expect(heading(text)).toBe('It is too late to change this');
  }
  const { text } = await lena().get(address).expect(200);
  expect(text).not.toContain('<form action="/surveys');
  expect(await rows()).toBe(before);
  await set(null);
});

describe('whether somebody has used an invitation or answered', () => {
  const states = ['sent', 'accepted', 'started', 'submitted', 'back'] as const;
  const addressOf = (state: string) => `${state.padEnd(9, 'x')}@same.example`;

  /** Somebody in each state, all invited with the same name and role. */
  async function everybody(): Promise<Record<string, string>> {
    const pages: Record<string, string> = {};
    for (const state of states) {
      const address = addressOf(state);
      const rest = ', Some Body, COO';
      const link = await invite(world, address + rest);
      let browser: Agent = world.service.visitor();
      if (state !== 'sent')
        await send(browser, link, { address, name: 'A name of their own' }).expect(303);
      if (state === 'started') {
        await setPlace(address, { role: 'service-manager', saved_at: today.toISOString() });
        browser = world.service.visitor();
      }
      if (state === 'submitted')
        await setPlace(address, { role: 'data-lead', submitted_at: today.toISOString() });
      if (state === 'back') {
        await press(lena(), `${await page(address)}/withdrawal`);
        await invite(world, address + rest);
      }
      pages[state] = await page(address);
    }
    return pages;
  }

  /** A page or an answer without what differs between any two invitations: ids and addresses. */
  function alike(text: string, address: string): string {
    return text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
      .replaceAll(addressOf(address), 'ADDRESS');
  }

  test('makes no difference to anything that the lead can see, byte for byte', async () => {
    const pages = await everybody();
    const seen: Record<string, string[]> = {};
    for (const state of states) {
      const address = pages[state] ?? '';
      const answers: string[] = [];
      const look = async () => {
        const { status, text, headers } = await lena().get(address);
        const { date, ...other } = headers;
        answers.push(alike(JSON.stringify([status, other, text]), state));
      };
      const act = async (name: string, fields: object) => {
        const { status, text, headers } = await press(lena(), `${address}/${name}`, fields);
        const { date, ...other } = headers;
        answers.push(alike(JSON.stringify([status, other, text]), state));
        await look();
        await world.service.deliverMail();
        await look();
      };
      await look();
      await act('role', { role: 'chief-information-officer' });
      await act('role', { role: '' });
      // What is held back for having been sent often depends on how often, and on nothing else.
      world.service.setTime(new Date(today.getTime() + 3_600_000).toISOString());
      await act('sendings', {});
      await act('sendings', {});
      await act('sendings', {});
      await act('sendings', {});
      await act('withdrawal', {});
      await act('sendings', {});
      await act('role', { role: '' });
      world.service.setTime(today.toISOString());
      seen[state] = answers;
    }
    expect(seen.sent).toHaveLength(1 + 9 * 3);
    for (const state of states) expect(seen[state]).toEqual(seen.sent);
  });

  test('is not on the list either', async () => {
    const { text } = await lena().get(base());
    const mine = tableRows(text).filter(([address = '']) => address.endsWith('@same.example'));
    expect(mine).toHaveLength(states.length);
    expect(new Set(mine.map((cells) => cells.slice(1).join()))).toEqual(
      new Set(['Some Body,They choose it,Withdrawn']),
    );
    expect(text).not.toContain('A name of their own');
  });

  test('leaves the same lines in the audit', async () => {
    const counted = async (state: string, act: string, fields = {}) => {
      const address = `${state}${number}@cost.example`;
      const link = await invite(world, address);
      if (state !== 'sent') await send(world.service.visitor(), link, { address, name: 'X' });
      if (state === 'submitted') await setPlace(address, { submitted_at: today.toISOString() });
      const own = await page(address);
      const from = (await acts()).length;
      const { status, headers } = await press(lena(), `${own}/${act}`, fields);
      return [status, headers['content-length'], (await acts()).slice(from)];
    };
    for (const [act, fields] of [
      ['sendings', {}],
      ['role', { role: 'data-lead' }],
      ['withdrawal', {}],
    ] as const) {
      number += 1;
      const one = await counted('sent', act, fields);
      expect(await counted('accepted', act, fields)).toEqual(one);
      expect(await counted('submitted', act, fields)).toEqual(one);
    }
  });
});

test('the lead’s acts are the lead’s in the audit', async () => {
  const lines = await readChain(world.database, world.assessments.hill);
  for (const { act, actorId } of lines)
    if (!['accept-invitation', 'erase-respondent'].includes(act))
      expect([act, actorId]).toEqual([act, people.lena]);
});
