import { beforeAll, describe, expect, test } from '@jest/globals';
import { press } from '../invitations/inviting.ts';
import { insertCycle, people, stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, heading, mainText, send } from '../support/pages.ts';
import { field, today } from '../support/service.ts';
import { actsIn, pressed, trustLedByLena } from './leading.ts';

const world = stage();
const newPage = (code: string) => `/organisations/${code}/assessments/new`;
const assessments = (code: string) => `/organisations/${code}/assessments`;
const on = (day: string, month: string, year: string) => ({
  'closes-day': day,
  'closes-month': month,
  'closes-year': year,
});
const rowsOf = (code: string) =>
  world.database
    .selectFrom('assessment')
    .selectAll()
    .where('organisation_code', '=', code)
    .execute();
const everything = () => dump(world.database, ['assessment', 'audit', 'message']);

beforeAll(async () => {
  for (const code of ['RM1', 'RM2', 'RM3', 'RM4', 'RM5', 'RM6'])
    await trustLedByLena(world.database, code);
});

describe('opening an assessment', () => {
  test('offers the last day of the cycle, and makes the survey with what was chosen', async () => {
    const { lena } = world.browsers;
    const page = await lena.get(newPage('RM1')).expect(200);
    expect(heading(page.text)).toBe('RM1 NHS Trust Open an assessment');
    expect(mainText(page.text)).toContain('between 23 November 2026 and 31 March 2027');
    expect([
      field(page.text, 'closes-day'),
      field(page.text, 'closes-month'),
      field(page.text, 'closes-year'),
    ]).toEqual(['31', '3', '2027']);

    const { headers } = await pressed(lena, assessments('RM1'), 303, on('20', '12', '2026'));
    const [row, ...others] = await rowsOf('RM1');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      cycle_id: world.cycle,
      opened_at: today.toISOString(),
      closes_at: '2026-12-20T23:59:59.999Z',
      closed_at: null,
    });
    expect(headers.location).toBe(`/surveys/${row?.id}?done=opened`);
    expect(await actsIn(world.database, row?.id ?? '')).toEqual(['open-survey']);
    const next = await lena.get(headers.location ?? '').expect(200);
    expect(mainText(next.text)).toContain('The survey is open. Next, invite the leaders');
    expect(next.text).toContain(`href="/surveys/${row?.id}/invitations/new"`);
    expect(mainText(next.text)).toContain('20 December 2026 at 11:59pm');
  });

  test('is done once, and again leads to the same survey', async () => {
    const { lena } = world.browsers;
    const [row] = await rowsOf('RM1');
    const before = await everything();
    const { headers } = await lena.get(newPage('RM1')).expect(303);
    expect(headers.location).toBe(`/surveys/${row?.id}`);
    const again = await pressed(lena, assessments('RM1'), 303, on('31', '3', '2027'));
    expect(again.headers.location).toBe(`/surveys/${row?.id}`);
    expect(await everything()).toBe(before);
  });

  test('twice at the same moment makes one survey, to which both are sent', async () => {
    const { lena } = world.browsers;
    const answers = await Promise.all([
      press(lena, assessments('RM2'), on('31', '3', '2027')),
      press(lena, assessments('RM2'), on('30', '3', '2027')),
    ]);
    const [row, ...others] = await rowsOf('RM2');
    expect(others).toEqual([]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    for (const { headers } of answers)
      expect(headers.location?.replace('?done=opened', '')).toBe(`/surveys/${row?.id}`);
    expect(await actsIn(world.database, row?.id ?? '')).toEqual(['open-survey']);
  });

  test.each([
    ['tomorrow', '23', '11', '2026', '2026-11-23T23:59:59.999Z', 'RM3'],
    ['the last day, in summer time', '31', '3', '2027', '2027-03-31T22:59:59.999Z', 'RM4'],
  ])('can close it %s', async (_when, day, month, year, closes, code) => {
    await pressed(world.browsers.lena, assessments(code), 303, on(day, month, year));
    expect(await rowsOf(code)).toMatchObject([{ closes_at: closes }]);
  });

  const outside = 'The closing date must be between 23 November 2026 and 31 March 2027';
  test.each([
    ['today', '22', '11', '2026', outside],
    ['a day in the past', '1', '1', '2020', outside],
    ['the day after the cycle', '1', '4', '2027', outside],
    ['no day', '', '3', '2027', 'The closing date must include a day'],
    ['no month', '1', ' ', '2027', 'The closing date must include a month'],
    ['no year', '1', '3', '', 'The closing date must include a year'],
    ['a short year', '1', '3', '27', 'Year must have four numbers'],
    ['no date', '30', '2', '2027', 'The closing date must be a real date, such as 31 3 2027'],
    ['words', 'first', 'March', '2027', 'The closing date must be a real date, such as 31 3 2027'],
    ['markup', '"><b>', '3', '2027', 'The closing date must be a real date, such as 31 3 2027'],
    ['NUL', '\0', '3', '2027', 'The closing date must include a day'],
  ])('cannot close it on %s', async (_what, day, month, year, message) => {
    const before = await everything();
    const answer = await press(world.browsers.lena, assessments('RM5'), on(day, month, year));
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text).map(([words]) => words)).toEqual([message]);
    expect(field(answer.text, 'closes-year')).toBe(year);
    expect(answer.text).not.toContain('<b>');
    expect(await everything()).toBe(before);
  });

  test.each([
    ['a field of its own', { ...on('31', '3', '2027'), cycle: 'x' }],
    ['a list for a day', { ...on('31', '3', '2027'), 'closes-day': ['1', '2'] }],
    ['nothing', {}],
  ])('is refused for a form with %s', async (_what, fields) => {
    const before = await everything();
    const answer = await press(world.browsers.lena, assessments('RM5'), fields);
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(await everything()).toBe(before);
  });

  test('of an organisation that one does not lead is not found', async () => {
    const { lena, leo } = world.browsers;
    for (const [browser, code] of [
      [leo, 'RM5'],
      [lena, 'RBB'],
      [lena, 'RNOT'],
      [lena, 'no-code'],
    ] as const) {
      await browser.get(newPage(code)).expect(404);
      const before = await everything();
      expect((await press(browser, assessments(code), on('31', '3', '2027'))).status).toBe(404);
      expect(await everything()).toBe(before);
    }
  });

  test('is for leads, and no more for one whose appointment has ended', async () => {
    const ended = { ended_at: today.toISOString() };
    const appointment = world.database
      .updateTable('appointment')
      .where('person_id', '=', people.lena)
      .where('organisation_code', '=', 'RM6');
    await appointment.set(ended).execute();
    await world.browsers.lena.get(newPage('RM6')).expect(404);
    for (const name of ['alice', 'fay', 'sam', 'nora'] as const)
      await world.browsers[name].get(newPage('RM6')).expect(403);
    const { headers } = await world.service.visitor().get(newPage('RM6')).expect(303);
    expect(headers.location).toMatch(/^\/sign-in\?return=/);
    await send(world.service.visitor(), assessments('RM6'), {}).expect(401);
  });
});

describe('where no cycle is open', () => {
  const pageAt = async (instant: string) => {
    world.service.setTime(instant);
    const lena = await world.service.as(people.lena);
    const before = await everything();
    const page = await lena.get(newPage('RM5')).expect(200);
    const sent = await pressed(lena, assessments('RM5'), 409, on('1', '6', '2027'));
    expect(await everything()).toBe(before);
    for (const { text } of [page, sent]) {
      expect(heading(text)).toBe('RM5 NHS Trust No assessment can be opened now');
      expect(text).not.toContain('closes-day');
    }
    return mainText(page.text);
  };

  test('on the last day of one, and after it, the page says that none is planned', async () => {
    expect(await pageAt('2027-03-31T12:00:00Z')).toContain('No other cycle is planned yet');
    expect(await pageAt('2027-04-01T12:00:00Z')).toContain('No other cycle is planned yet');
    world.service.setTime('2027-03-30T22:59:59Z');
    const lena = await world.service.as(people.lena);
    const { text } = await lena.get(newPage('RM5')).expect(200);
    expect(mainText(text)).toContain('closes at 11:59pm on that day, 31 March 2027.');
  });

  test('the page says which opens next, and when', async () => {
    for (const [name, opens_at, closes_at] of [
      ['Autumn 2027', '2027-09-30T23:00:00.000Z', '2027-12-31T23:59:59.999Z'],
      ['Summer 2027', '2027-05-31T23:00:00.000Z', '2027-07-31T22:59:59.999Z'],
    ] as const) {
      const id = await insertCycle(world.database, name);
      await world.database
        .updateTable('cycle')
        .set({ opens_at, closes_at })
        .where('id', '=', id)
        .execute();
    }
    const text = await pageAt('2027-04-01T12:00:00Z');
    expect(text).toContain('The next cycle, Summer 2027, opens on 1 June 2027 .');
    expect(text).not.toContain('Autumn 2027');
  });
});
