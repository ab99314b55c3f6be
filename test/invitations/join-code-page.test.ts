import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, heading, mainText, tokenOf } from '../support/pages.ts';
import { field, today } from '../support/service.ts';
import { everybodyElse, press } from './inviting.ts';
import { codeOf, joinAs } from './joining.ts';

const world = stage();
const base = () => `/surveys/${world.assessments.hill}/join-codes`;
const lena = () => world.browsers.lena;
const codes = () => world.database.selectFrom('join_code').selectAll().execute();
const rows = () => dump(world.database, ['join_code', 'audit']);
const page = async () => (await lena().get(base()).expect(200)).text;

beforeEach(() => world.database.deleteFrom('join_code').execute());

afterEach(() => {
  world.service.setTime(today.toISOString());
  expect(world.service.logged).toEqual([]);
});

describe('a join code', () => {
  test('is made for 20 people and two hours where nothing else is said', async () => {
    const text = await page();
    expect([field(text, 'places'), field(text, 'hours')]).toEqual(['20', '2']);
    const { headers } = await press(lena(), base(), { places: '20', hours: '2' });
    expect(headers.location).toBe(base());
    expect(await codes()).toMatchObject([
      {
        assessment_id: world.assessments.hill,
        places: 20,
        taken: 0,
        expires_at: '2026-11-22T12:00:00.000Z',
      },
    ]);
  });

  test('is shown with where to type it, until when, and how many places are left', async () => {
    const code = await codeOf(lena(), base(), { places: '2', hours: '24' });
    const text = mainText(await page());
    expect(text).toContain('http://127.0.0.1:3000/join');
    expect(text).toContain('It works until 10:00 on 23 November 2026. 2 places are left of 2.');
    await joinAs(world.service, code, 'ann@hill.example').expect(303);
    expect(mainText(await page())).toContain('1 place is left of 2.');
  });

  test('has eight letters and digits of which no two look alike, and is another every time', async () => {
    const seen = new Set<string>();
    for (let time = 0; time < 25; time++) {
      const code = await codeOf(lena(), base());
      expect(code).toMatch(/^[34679ACDEFHJKMNPRTWXY]{8}$/);
      seen.add(code);
      await world.database.deleteFrom('join_code').execute();
    }
    expect(seen.size).toBe(25);
  });

  test('lasts no longer than the survey', async () => {
    const set = (closes_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closes_at })
        .where('id', '=', world.assessments.hill)
        .execute();
    await set('2026-11-22T10:30:00.000Z');
    await codeOf(lena(), base());
    expect(await codes()).toMatchObject([{ expires_at: '2026-11-22T10:30:00.000Z' }]);
    await set(null);
  });

  test.each([
    [{ places: '0' }, ['#places']],
    [{ places: '61' }, ['#places']],
    [{ places: '' }, ['#places']],
    [{ places: '-1' }, ['#places']],
    [{ places: '1.5' }, ['#places']],
    [{ places: '1e1' }, ['#places']],
    [{ places: '٣' }, ['#places']],
    [{ places: 'many <b>' }, ['#places']],
    [{ hours: '0' }, ['#hours']],
    [{ hours: '25' }, ['#hours']],
    [{ hours: 'NaN' }, ['#hours']],
    [{ places: 'x', hours: '9999' }, ['#places', '#hours']],
  ])('with %j is asked for again, with what was typed', async (fields, hrefs) => {
    const before = await rows();
    const typed = { places: '5', hours: '1', ...fields };
    const response = await press(lena(), base(), typed);
    expect(response.status).toBe(422);
    expect(errorsOn(response.text).map(([, href]) => href)).toEqual(hrefs);
    expect(field(response.text, 'hours')).toBe(typed.hours);
    expect(response.text).not.toContain('many <b>');
    expectCalm(world.service, response);
    expect(await rows()).toBe(before);
  });

  test.each([{ code: 'AAAAAAAA' }, { taken: '0' }, { places: ['1', '2'] }])(
    'cannot be made with %j',
    async (fields) => {
      const before = await rows();
      const response = await press(lena(), base(), { places: '5', hours: '1', ...fields });
      expect(response.status).toBe(422);
      expect(await rows()).toBe(before);
    },
  );

  test.each([
    ['1', '1'],
    ['60', '24'],
    [' 7 ', '3'],
  ])('is made for %p people and %p hours', async (places, hours) => {
    await press(lena(), base(), { places, hours });
    expect(await codes()).toMatchObject([{ places: Number(places) }]);
  });

  test('is one at a time, however often the button is pressed', async () => {
    const token = await tokenOf(lena());
    const fields = { places: '5', hours: '1', _csrf: token };
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => lena().post(base()).type('form').send(fields)),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(5).fill(303));
    expect(await codes()).toHaveLength(1);
  });

  test('can be ended, once, after which another can be made', async () => {
    const code = await codeOf(lena(), base());
    const [row] = await codes();
    const end = `${base()}/${row?.id}/end`;
    const { headers } = await press(lena(), end);
    const { text } = await lena().get(String(headers.location)).expect(200);
    expect(mainText(text)).toContain('The code has ended.');
    expect(text).not.toContain(code.slice(0, 4));
    const before = await rows();
    expect((await press(lena(), end)).status).toBe(303);
    expect(await rows()).toBe(before);
    expect((await joinAs(world.service, code, 'ann@hill.example')).status).toBe(404);
    expect(await codeOf(lena(), base())).not.toBe(code);
  });

  test('ends by itself, after which another can be made', async () => {
    await codeOf(lena(), base());
    world.service.setTime('2026-11-22T11:59:59.999Z');
    expect(mainText(await page())).toContain('It works until 12:00');
    world.service.setTime('2026-11-22T12:00:00.000Z');
    expect(mainText(await page())).not.toContain('It works until');
    await codeOf(lena(), base());
    expect(await codes()).toHaveLength(2);
  });

  test('leaves lines in the audit when it is made and when it is ended', async () => {
    await codeOf(lena(), base(), { places: '5', hours: '1' });
    const [row] = await codes();
    await press(lena(), `${base()}/${row?.id}/end`);
    const lines = (await readChain(world.database, world.assessments.hill)).slice(-2);
    expect(lines).toMatchObject([
      {
        act: 'create-join-code',
        actorId: people.lena,
        subject: { code: row?.id, places: 5, hours: 1 },
      },
      { act: 'end-join-code', actorId: people.lena, subject: { code: row?.id } },
    ]);
    expect(JSON.stringify(lines)).not.toContain(row?.code);
  });
});

describe('nobody makes, sees or ends a code', () => {
  test.each(everybodyElse)('of a survey that is not theirs: %s', async (name) => {
    await codeOf(lena(), base());
    const [row] = await codes();
    const before = await rows();
    const status = name === 'leo' ? 404 : 403;
    const browser = world.browsers[name];
    expect((await browser.get(base())).status).toBe(status);
    expect((await press(browser, base(), { places: '5', hours: '1' })).status).toBe(status);
    expect((await press(browser, `${base()}/${row?.id}/end`)).status).toBe(status);
    expect(await rows()).toBe(before);
  });

  test('through the address of another survey', async () => {
    await codeOf(lena(), base());
    const [row] = await codes();
    const before = await rows();
    const dale = `/surveys/${world.assessments.dale}/join-codes/${row?.id}/end`;
    expect((await press(world.browsers.leo, dale)).status).toBe(404);
    expect(await rows()).toBe(before);
    expect((await press(lena(), `${base()}/x/end`)).status).toBe(404);
  });

  test('once the survey has closed', async () => {
    const code = await codeOf(lena(), base());
    const set = (closed_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closed_at })
        .where('id', '=', world.assessments.hill)
        .execute();
    await set(today.toISOString());
    const text = await page();
    expect(mainText(text)).toContain('The survey has closed');
    expect(mainText(text)).not.toContain(code.slice(0, 4));
    const response = await press(lena(), base(), { places: '5', hours: '1' });
    expect(response.status).toBe(409);
    expect(heading(response.text)).toBe('It is too late to change this');
    expect((await joinAs(world.service, code, 'late@hill.example')).status).toBe(404);
    await set(null);
  });
});
