import { describe, expect, test } from '@jest/globals';
import { organisations, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  mainText,
  open,
  send,
  title,
  tokenOf,
} from '../support/pages.ts';
import { field } from '../support/service.ts';
import { actsIn } from '../survey/leading.ts';
import { filledIn } from './planning.ts';

const world = stage();
const plan = () => `/plans/${world.assessments.hill}`;
const form = () => open(world.browsers.lena, `${plan()}/actions/new`);
const add = async (fields: object) =>
  send(world.browsers.lena, `${plan()}/actions`, { ...(await form()), ...filledIn, ...fields });
const titles = async () => {
  const rows = await world.database.selectFrom('action').select('title').execute();
  return rows.map((row) => row.title);
};

/** Sends what must be refused on the same page, with everything typed still in it. */
async function refused(fields: Record<string, string>): Promise<string> {
  const before = await dump(world.database, ['action', 'audit']);
  const answer = await add(fields);
  expect(answer.status).toBe(422);
  expect(title(answer.text)).toBe('Error: Add an action');
  expectCalm(world.service, answer);
  expect(await dump(world.database, ['action', 'audit'])).toBe(before);
  return answer.text;
}

describe('adding an action', () => {
  test('puts it in the plan, once however often the form is sent', async () => {
    const filled = {
      ...(await form()),
      ...filledIn,
      'action-title-note': '  Measure \n adoption ',
    };
    for (let time = 0; time < 3; time++) {
      const answer = await send(world.browsers.lena, `${plan()}/actions`, filled).expect(303);
      expect(answer.headers.location).toBe(`${plan()}?done=added`);
    }
    const { text } = await world.browsers.lena.get(`${plan()}?done=added`).expect(200);
    expect(mainText(text)).toContain('The action is added to the plan');
    expect(await titles()).toEqual(['Measure adoption']);
    expect(await actsIn(world.database, world.assessments.hill)).toEqual(['add-action']);

    const other = { ...filled, 'action-title-note': 'Something else' };
    await send(world.browsers.lena, `${plan()}/actions`, other).expect(303);
    expect((await titles()).toSorted()).toEqual(['Measure adoption', 'Something else']);
  });

  test('is for who leads the assessment', async () => {
    const before = await dump(world.database, ['action']);
    const { fay, sam, leo } = world.browsers;
    for (const [browser, status] of [
      [fay, 403],
      [sam, 403],
      [leo, 404],
    ] as const) {
      await browser.get(`${plan()}/actions/new`).expect(status);
      const fields = { ...filledIn, _csrf: await tokenOf(browser) };
      await send(browser, `${plan()}/actions`, fields).expect(status);
    }
    await send(world.service.visitor(), `${plan()}/actions`, filledIn).expect(401);
    expect(await dump(world.database, ['action'])).toBe(before);
  });

  test.each([
    ['no title', { 'action-title-note': ' ' }, 'Enter what is to be done', 'title-note'],
    [
      'a long title',
      { 'action-title-note': 'a'.repeat(201) },
      'What is to be done must be 200 characters or fewer. It has 201',
      'title-note',
    ],
    ['no owner', { 'action-owner': '' }, 'Enter who owns it', 'owner'],
    [
      'a long owner',
      { 'action-owner': 'o'.repeat(101) },
      'The owner must be 100 characters or fewer. It has 101',
      'owner',
    ],
    [
      'a day that is none',
      { 'action-due-day': '31', 'action-due-month': '2' },
      'The due date must be a real date, such as 31 3 2027',
      'due-day',
    ],
    ['half a date', { 'action-due-year': '' }, 'The due date must include a year', 'due-year'],
    [
      'yesterday',
      { 'action-due-day': '21', 'action-due-month': '11', 'action-due-year': '2026' },
      'The due date must be today or later',
      'due-day',
    ],
    [
      'a statement of another question',
      { 'action-statement': 'A2-2' },
      'Choose a statement of the question that is chosen now, or none',
      'statement',
    ],
    [
      'a statement without its question',
      { 'action-item': '', 'action-statement': 'A2-2' },
      'Choose the question that the statement belongs to',
      'item',
    ],
  ])('with %s is refused with what was typed', async (_what, fields, message, at) => {
    const html = await refused(fields);
    expect(errorsOn(html)).toEqual([[message, `#action-${at}`]]);
    expect(html).toContain(`id="action-${at}"`);
    const typed = { ...filledIn, ...fields } as typeof filledIn;
    expect(field(html, 'action-title-note')).toBe(typed['action-title-note']);
    expect(field(html, 'action-owner')).toBe(typed['action-owner']);
    expect(field(html, 'action-due-day')).toBe(typed['action-due-day']);
  });

  test('due today, without a question, or with one of its statements, is fine', async () => {
    await add({ 'action-due-day': '22', 'action-due-month': '11', 'action-due-year': '2026' });
    await add({ 'action-item': '', 'action-title-note': 'Without' });
    await add({ 'action-statement': 'A1-2', 'action-title-note': 'With' });
    const rows = await world.database
      .selectFrom('action')
      .select(['due_on', 'item', 'statement'])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    expect(rows.slice(-3)).toEqual([
      { due_on: '2026-11-22', item: 'A1', statement: null },
      { due_on: '2027-03-31', item: null, statement: null },
      { due_on: '2027-03-31', item: 'A1', statement: 'A1-2' },
    ]);
  });

  test('cannot set what the form does not ask for, nor ask about what is no question', async () => {
    for (const fields of [
      { assessment_id: world.assessments.dale },
      { version: '9' },
      { 'action-item': 'Z9' },
    ])
      await add(fields).then(({ status }) => expect(status).toBe(422));
    const answer = await add({ 'action-owner': ['one', 'two'] });
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    const other = await add({ 'action-status': 'done', 'action-title-note': 'Not done yet' });
    expect(other.status).toBe(303);
    const { status } = await world.database
      .selectFrom('action')
      .select('status')
      .where('title', '=', 'Not done yet')
      .executeTakeFirstOrThrow();
    expect(status).toBe('not-started');
  });

  test('shows what was typed as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    expect((await add({ 'action-title-note': evil, 'action-owner': `"${evil}` })).status).toBe(303);
    const { text } = await world.browsers.fay.get(plan()).expect(200);
    expect(text).not.toContain('<img');
    expect(mainText(text)).toContain(evil);
    expect(await refused({ 'action-title-note': evil, 'action-owner': '' })).not.toContain('<img');
    expect(text).toContain(organisations.hill.name);
  });

  test('is possible from the plan, with questions to choose from', async () => {
    const { text } = await world.browsers.lena.get(`${plan()}/actions/new`).expect(200);
    expect(text).toContain('<option value="H1">');
    expect(mainText(text)).toContain('Do not name patients.');
  });
});
