import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nationalChain } from '../../src/people/audit.ts';
import { newId } from '../../src/shared/ids.ts';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  type Fields,
  fill,
  heading,
  mainText,
  open,
  send,
  tableRows,
} from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';

const staged = stage();
let nora: Agent;

const day = (of: string, date: string): Fields => {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return { [`${of}-day`]: dayOfMonth, [`${of}-month`]: month, [`${of}-year`]: year };
};
const empty: Fields = { 'release-day': '', 'release-month': '', 'release-year': '' };
const spring: Fields = {
  name: 'Spring 2027',
  ...day('first', '2027-04-01'),
  ...day('last', '2027-06-30'),
};

afterEach(async () => {
  const { database } = staged;
  await database.deleteFrom('cycle').where('name', '!=', 'Autumn 2026').execute();
  await database.updateTable('cycle').set({ releases_on: null }).execute();
});

async function releasesOn(name = 'Autumn 2026'): Promise<string | null> {
  const { releases_on } = await staged.database
    .selectFrom('cycle')
    .select('releases_on')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return releases_on;
}

const path = () => `/cycles/${staged.cycle}/release-date`;
const change = (fields: Fields) => fill(nora, path(), fields);

/** Sessions do not last that long, so the administrator signs in again. */
async function timeIs(instant: string): Promise<void> {
  staged.service.setTime(instant);
  nora = await staged.service.as(people.nora);
}

beforeEach(() => timeIs(today.toISOString()));

describe('the day of a release', () => {
  test('can be set when the cycle is opened, and is in the list', async () => {
    const fields = { ...(await open(nora, '/cycles/new')), ...spring };
    await send(nora, '/cycles', { ...fields, ...day('release', '2027-08-15') }).expect(303);
    expect(await releasesOn('Spring 2027')).toBe('2027-08-15');
    const { text } = await nora.get('/administration').expect(200);
    expect(tableRows(text)[1]?.at(-1)).toMatch(/^15 August 2027/);
  });

  test.each([
    ['2027-06-30', 'The day of the release must be after the last day of the cycle, 30 June 2027'],
    ['2027-02-30', 'The day of the release must be a real date, such as 31 3 2027'],
    ['2027-8-', 'The day of the release must include a day'],
  ])('is refused with the cycle where it is %s, with what was typed', async (date, message) => {
    const fields = { ...(await open(nora, '/cycles/new')), ...spring, ...day('release', date) };
    const before = await dump(staged.database, ['cycle', 'audit']);
    const response = await send(nora, '/cycles', fields).expect(422);
    expect(errorsOn(response.text)).toEqual([[message, '#release-day']]);
    expect(response.text).toContain(
      'name="release-year" type="text" inputmode="numeric" value="2027"',
    );
    expectCalm(staged.service, response);
    expect(await dump(staged.database, ['cycle', 'audit'])).toBe(before);
  });

  test('can be changed, and taken away again', async () => {
    const { headers } = await change(day('release', '2027-05-09')).then((response) => {
      expect(response.status).toBe(303);
      return response;
    });
    const { text } = await nora.get(headers.location as string).expect(200);
    expect(mainText(text)).toContain('The day of the release is changed');
    expect(await releasesOn()).toBe('2027-05-09');
    const form = await nora.get(path()).expect(200);
    expect(heading(form.text)).toBe('Autumn 2026 Day of the release');
    expect(form.text).toContain('value="2027"');
    expect((await change(empty)).status).toBe(303);
    expect(await releasesOn()).toBeNull();
    const audited = await readChain(staged.database, nationalChain);
    expect(
      audited.flatMap(({ act, actorId, subject }) =>
        act === 'change-release-day' ? [[actorId, subject]] : [],
      ),
    ).toEqual([
      [people.nora, { cycle: staged.cycle, on: '2027-05-09' }],
      [people.nora, { cycle: staged.cycle }],
    ]);
  });

  test.each([
    ['2027-03-31', 'The day of the release must be after the last day of the cycle, 31 March 2027'],
    ['2027-04-20', 'The day of the release must be in the future'],
    ['2027-13-01', 'The day of the release must be a real date, such as 31 3 2027'],
  ])('is not changed to %s, and what was typed stays', async (date, message) => {
    await timeIs('2027-04-20T10:00:00.000Z');
    const response = await change(day('release', date));
    expect(response.status).toBe(422);
    expect(errorsOn(response.text)).toEqual([[message, '#release-day']]);
    expect(response.text).toContain(`value="${date.split('-')[1]}"`);
    expectCalm(staged.service, response);
    expect(await releasesOn()).toBeNull();
  });

  test('can be sent again as it is once it has come', async () => {
    await change(day('release', '2027-05-09'));
    await timeIs('2027-06-01T10:00:00.000Z');
    expect((await change(day('release', '2027-05-09'))).status).toBe(303);
  });

  test('cannot be changed once the cycle was released', async () => {
    const { database, cycle } = staged;
    const fields = {
      ...(await open(nora, path())),
      ...day('release', '2027-05-09'),
    };
    await database
      .insertInto('release')
      .values({
        ...{ id: newId(), cycle_id: cycle, number: 1, parts: 0 },
        ...{ questionnaire_version: 1, method_version: 1 },
        ...{ prepared_at: today.toISOString(), published_at: today.toISOString() },
      })
      .execute();
    const response = await send(nora, path(), fields).expect(409);
    expect(mainText(response.text)).toContain('Autumn 2026 has been released already');
    const { text } = await nora.get(path()).expect(200);
    expect(mainText(text)).toContain('there is no day to set any more');
    expect(await releasesOn()).toBeNull();
  });

  test('is for administrators alone, and of cycles that there are', async () => {
    for (const name of ['lena', 'alice'] as const)
      await (await staged.service.as(people[name])).get(path()).expect(403);
    for (const id of [newId(), 'x', '%00'])
      await nora.get(`/cycles/${id}/release-date`).expect(404);
    const fields = await open(nora, '/administration');
    await send(nora, path(), { ...fields, 'release-day': '1', extra: 'x' }).expect(422);
  });
});
