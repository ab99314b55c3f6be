import { beforeAll, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { press } from '../invitations/inviting.ts';
import { stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, heading, mainText } from '../support/pages.ts';
import { field, today } from '../support/service.ts';
import { actsIn, emptied, invited, leadAt, pressed } from './leading.ts';

const world = stage();
const hill = () => `/surveys/${world.assessments.hill}`;
const page = () => `${hill()}/closing-date`;
const on = (day: string, month: string, year: string) => ({
  'closes-day': day,
  'closes-month': month,
  'closes-year': year,
});
const everything = () => dump(world.database, ['assessment', 'audit', 'message']);
const closesAt = async () =>
  (
    await world.database
      .selectFrom('assessment')
      .select('closes_at')
      .where('id', '=', world.assessments.hill)
      .executeTakeFirstOrThrow()
  ).closes_at;

/** Changes the date, and gives back to whom that was written. */
async function told(fields: object): Promise<string[]> {
  const before = world.service.mail.sent.length;
  const { headers } = await pressed(world.browsers.lena, page(), 303, fields);
  expect(headers).toMatchObject({ location: `${hill()}?done=closing-date` });
  await world.service.deliverMail();
  return world.service.mail.sent.slice(before).map(({ to }) => to);
}

beforeAll(async () => {
  await invited(world.database, await emptied(world), [
    { name: 'open' },
    { name: 'begun', far: 'started' },
    { name: 'done', far: 'submitted' },
    { name: 'gone', far: 'started', withdrawn: true },
  ]);
});

describe('the closing date of a survey', () => {
  test('is on its page, to be changed', async () => {
    const { text } = await world.browsers.lena.get(page()).expect(200);
    expect(mainText(text)).toContain('The survey closes on 31 March 2027 at 11:59pm.');
    expect(mainText(text)).toContain('between 23 November 2026 and 31 March 2027');
    expect([
      field(text, 'closes-day'),
      field(text, 'closes-month'),
      field(text, 'closes-year'),
    ]).toEqual(['31', '3', '2027']);
  });

  test('moved to an earlier day is told to those who have not finished', async () => {
    const to = await told(on('15', '1', '2027'));
    expect(to.sort()).toEqual(['begun@leaders.example', 'open@leaders.example']);
    expect(await closesAt()).toBe('2027-01-15T23:59:59.999Z');
    for (const { subject, text } of world.service.mail.sent.slice(-2)) {
      expect(subject).toBe('The survey of Hill NHS Trust closes on 15 January 2027 at 11:59pm');
      expect(text).toContain('Answers that are not submitted by then are not counted.');
    }
    const { text } = await world.browsers.lena.get(`${hill()}?done=closing-date`).expect(200);
    expect(mainText(text)).toContain('The closing date is changed');
    expect(mainText(text)).toContain('open until 15 January 2027 at 11:59pm');
    expect(mainText((await world.browsers.lena.get('/assessments')).text)).toContain(
      'Open until 15 January 2027',
    );
  });

  test('moved to a later day is told to nobody', async () => {
    expect(await told(on('1', '2', '2027'))).toEqual([]);
    expect(await closesAt()).toBe('2027-02-01T23:59:59.999Z');
    expect(await actsIn(world.database, world.assessments.hill)).toEqual([
      'change-closing-date',
      'change-closing-date',
    ]);
  });

  test('left as it is changes nothing', async () => {
    const before = await everything();
    expect(await told(on('1', '2', '2027'))).toEqual([]);
    expect(await everything()).toBe(before);
  });

  test.each([
    ['23', '11', '2026', '2026-11-23T23:59:59.999Z'],
    ['27', '3', '2027', '2027-03-27T23:59:59.999Z'],
    ['28', '3', '2027', '2027-03-28T22:59:59.999Z'],
    ['31', '3', '2027', '2027-03-31T22:59:59.999Z'],
  ])('can be %s.%s.%s, until its last instant in England', async (day, month, year, instant) => {
    await told(on(day, month, year));
    expect(await closesAt()).toBe(instant);
  });

  test.each([
    ['22', '11', '2026', 'The closing date must be between 23 November 2026 and 31 March 2027'],
    ['1', '4', '2027', 'The closing date must be between 23 November 2026 and 31 March 2027'],
    ['', '', '', 'The closing date must include a day'],
    ['31', '2', '2027', 'The closing date must be a real date, such as 31 3 2027'],
  ])('cannot be "%s.%s.%s"', async (day, month, year, message) => {
    const before = await everything();
    const answer = await press(world.browsers.lena, page(), on(day, month, year));
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text).map(([words]) => words)).toEqual([message]);
    expect(field(answer.text, 'closes-day')).toBe(day);
    expect(await everything()).toBe(before);
  });

  test('is not changed by a form that is not the page’s', async () => {
    const before = await everything();
    await pressed(world.browsers.lena, page(), 422, { ...on('1', '2', '2027'), closed_at: 'x' });
    expect(await everything()).toBe(before);
  });

  test('of two changes at once is one of them', async () => {
    await Promise.all([told(on('1', '2', '2027')), told(on('2', '2', '2027'))]);
    expect(['2027-02-01T23:59:59.999Z', '2027-02-02T23:59:59.999Z']).toContain(await closesAt());
  });

  test('can be changed until it has come, and not after that', async () => {
    await told(on('20', '12', '2026'));
    const last = await leadAt(world, '2026-12-20T23:59:59.999Z');
    await last.get(page()).expect(200);
    const lena = await leadAt(world, '2026-12-21T00:00:00.000Z');
    const before = await everything();
    const answer = await lena.get(page()).expect(409);
    expect(heading(answer.text)).toBe('It is too late to change this');
    await pressed(lena, page(), 409, on('1', '2', '2027'));
    expect(await everything()).toBe(before);
  });

  test('cannot be changed on the last day of the cycle, for there is no other', async () => {
    await world.database.updateTable('assessment').set({ closes_at: null }).execute();
    const lena = await leadAt(world, '2027-03-31T08:00:00.000Z');
    const answer = await lena.get(page()).expect(409);
    expect(mainText(answer.text)).toContain('This is the last day of the cycle');
  });

  test('cannot be changed once the survey is closed', async () => {
    const lena = await leadAt(world, '2026-11-23T08:00:00.000Z');
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    const before = await everything();
    await lena.get(page()).expect(409);
    await pressed(lena, page(), 409, on('1', '2', '2027'));
    expect(await everything()).toBe(before);
  });
});
