import { afterEach, describe, expect, test } from '@jest/globals';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { type Name, people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  type Fields,
  heading,
  mainText,
  open,
  send,
  tableRows,
  title,
  tokenOf,
} from '../support/pages.ts';
import { field, today } from '../support/service.ts';

const staged = stage();

/** Autumn 2026 is there already, from 1 October 2026 to 31 March 2027. */
const spring: Fields = {
  name: 'Spring 2027',
  ...{ 'first-day': '1', 'first-month': '4', 'first-year': '2027' },
  ...{ 'last-day': '30', 'last-month': '6', 'last-year': '2027' },
};

afterEach(async () => {
  await staged.database.deleteFrom('cycle').where('name', '!=', 'Autumn 2026').execute();
  staged.service.setTime(today.toISOString());
});

async function sendCycle(fields: Fields) {
  const { nora } = staged.browsers;
  return send(nora, '/cycles', { ...(await open(nora, '/cycles/new')), ...fields });
}

async function refusedCycle(fields: Fields, status = 422): Promise<string> {
  const tables = ['cycle', 'audit', 'audit_chain'] as const;
  const before = await dump(staged.database, tables);
  const response = await sendCycle(fields);
  expect(response.status).toBe(status);
  expectCalm(staged.service, response);
  expect(await dump(staged.database, tables)).toBe(before);
  return response.text;
}

const cycles = () =>
  staged.database.selectFrom('cycle').selectAll().where('name', '!=', 'Autumn 2026').execute();

describe('opening a cycle', () => {
  test('makes it with the latest questionnaire, between the midnights of England', async () => {
    const { nora } = staged.browsers;
    const { text } = await nora.get('/cycles/new').expect(200);
    expect(mainText(text)).toContain('Version 1 , the latest');
    const { headers } = await sendCycle(spring).then((response) => {
      expect(response.status).toBe(303);
      return response;
    });
    expect(await cycles()).toEqual([
      {
        id: expect.any(String),
        name: 'Spring 2027',
        questionnaire_version: 1,
        opens_at: '2027-03-31T23:00:00.000Z',
        closes_at: '2027-06-30T22:59:59.999Z',
        releases_on: null,
      },
    ]);
    const list = await nora.get(headers.location as string).expect(200);
    expect(mainText(list.text)).toContain('The cycle is set up');
    expect(tableRows(list.text)[1]).toEqual([
      ...['Spring 2027', '1 April 2027', '30 June 2027', 'Not yet open', '0'],
      'No day set : change the day of the release of Spring 2027',
    ]);
  });

  test('leaves one line in the national audit, with the id and nothing else', async () => {
    await sendCycle(spring);
    const [made] = await cycles();
    const chain = await readChain(staged.database, 'england');
    expect(chain.at(-1)).toMatchObject({
      at: today.toISOString(),
      actorId: people.nora,
      act: 'open-cycle',
      subject: { cycle: made?.id },
    });
    expect(firstBroken(chain)).toBeNull();
  });

  test('asks for everything that is missing at once, and keeps what was typed', async () => {
    const text = await refusedCycle({
      ...spring,
      name: ' ',
      'first-month': '',
      'last-day': '31',
    });
    expect(title(text)).toBe('Error: Open a cycle');
    expect(errorsOn(text)).toEqual([
      ['Enter a name for the cycle', '#name'],
      ['The first day must include a month', '#first-month'],
      ['The last day must be a real date, such as 31 3 2027', '#last-day'],
    ]);
    expect(field(text, 'first-day')).toBe('1');
    expect(field(text, 'first-year')).toBe('2027');
    expect(field(text, 'last-day')).toBe('31');
  });

  test.each([
    ['a name that is too long', { name: 'x'.repeat(61) }, '#name', /60 characters or fewer/],
    ['a name that is used', { name: 'AUTUMN  2026' }, '#name', /a cycle with this name already/],
    ['days in the wrong order', { 'last-month': '3' }, '#last-day', /first day or later/],
    ['a last day in the past', { 'first-year': '2026', 'last-year': '2026' }, '#last-day', /today/],
    ['more than a year', { 'last-year': '2028' }, '#last-day', /before 1 April 2028/],
    [
      'days of another cycle',
      { 'first-day': '31', 'first-month': '3' },
      '#first-day',
      /overlap with Autumn 2026, which is from 1 October 2026 to 31 March 2027/,
    ],
  ])('refuses %s, and keeps the name', async (_what, changes, href, message) => {
    const fields: Fields = { ...spring, ...changes };
    const text = await refusedCycle(fields);
    expect(errorsOn(text)).toEqual([[expect.stringMatching(message), href]]);
    expect(field(text, 'name')).toBe(String(fields.name));
    expect(text).toContain('nhsuk-error-message');
  });

  test('refuses fields that the form does not have, and several values for one', async () => {
    await refusedCycle({ ...spring, questionnaire_version: '2' });
    await refusedCycle({ ...spring, name: ['One', 'Two'] });
  });

  test('escapes a name, and puts it in one line', async () => {
    await sendCycle({ ...spring, name: ' <b>Spring</b>\r\n 2027 ' });
    expect((await cycles())[0]?.name).toBe('<b>Spring</b> 2027');
    const { text } = await staged.browsers.nora.get('/administration').expect(200);
    expect(text).toContain('&lt;b&gt;Spring&lt;/b&gt; 2027');
    expect(text).not.toContain('<b>Spring');
  });

  test('twice at once, or again, makes one, and both are told that it is there', async () => {
    const answers = await Promise.all([sendCycle(spring), sendCycle(spring)]);
    answers.push(await sendCycle(spring));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await cycles()).toHaveLength(1);
    const chain = await readChain(staged.database, 'england');
    const [made] = await cycles();
    expect(chain.filter(({ subject }) => subject.cycle === made?.id)).toHaveLength(1);
  });

  test('of two that overlap, sent at once, makes one', async () => {
    const other = { ...spring, name: 'Other', 'last-day': '29' };
    const answers = await Promise.all([sendCycle(spring), sendCycle(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await cycles()).toHaveLength(1);
  });
});

describe('only national administrators', () => {
  test.each<Name>(['alice', 'lena', 'sam', 'fay'])('open cycles, and %s does not', async (name) => {
    const browser = staged.browsers[name];
    for (const page of ['/administration', '/cycles/new']) {
      const { text } = await browser.get(page).expect(403);
      expect(heading(text)).toBe('You cannot do this');
    }
    await send(browser, '/cycles', { ...spring, _csrf: await tokenOf(browser) }).expect(403);
    expect(await cycles()).toEqual([]);
  });

  test('do, and a visitor is asked to sign in', async () => {
    const visitor = staged.service.visitor();
    for (const page of ['/administration', '/cycles/new'])
      await visitor
        .get(page)
        .expect(303)
        .expect('Location', `/sign-in?return=${encodeURIComponent(page)}`);
    await send(visitor, '/cycles', spring).expect(401);
    expect(await cycles()).toEqual([]);
  });

  test('do, with a form of their own session', async () => {
    await send(staged.browsers.nora, '/cycles', spring).expect(403);
    expect(await cycles()).toEqual([]);
  });
});
