import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  fieldsOf,
  fill,
  mainText,
  open,
  plainText,
  send,
} from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { positionOf, signOffHill } from './positions.ts';

const world = stage();
const page = () => positionOf(world, '/owners');

/** M01 is owned by nobody, M02 by the COO, and M03 is contested. */
beforeAll(async () => {
  const { database, assessments } = world;
  const ids = await answerAs(database, assessments.hill, crowd(12, 3));
  const owner = (item: string, answer: (at: number) => string) =>
    Promise.all(
      ids.map((id, at) =>
        database
          .updateTable('answer')
          .set({ answer: answer(at) })
          .where('respondent_id', '=', id)
          .where('item', '=', item)
          .execute(),
      ),
    );
  const roles = ['chief-executive', 'medical-director', 'data-lead', 'shared'];
  await owner('M02', (at) => (at === 0 ? 'shared' : 'chief-operating-officer'));
  await owner('M03', (at) => roles[at % 4] ?? 'shared');
  await closeSurvey(database, () => today, assessments.hill, people.lena);
});
beforeEach(() => world.database.deleteFrom('agreement').execute());

const owners = () =>
  world.database.selectFrom('agreement').selectAll().orderBy('item').orderBy('version').execute();

describe('the owners of capabilities', () => {
  test('are asked for where the survey shows none first, and the others under a heading', async () => {
    const { text } = await world.browsers.lena.get(page()).expect(200);
    const [first = '', others = ''] = text.split('<details');
    expect(first).toContain('name="M01-owner"');
    expect(first).toContain('name="M03-owner"');
    expect(first).not.toContain('name="M02-owner"');
    expect(others).toContain('name="M02-owner"');
    expect(plainText(others)).toContain('Survey: One owner. Chief operating officer (COO)');
  });

  test('are recorded where they were changed, and shown with how they were agreed', async () => {
    const overview = async () =>
      mainText((await world.browsers.lena.get(positionOf(world)).expect(200)).text);
    expect(await overview()).toContain('0 of 11 capabilities to be settled have an agreed owner.');
    const changed = { 'M01-owner': 'chief-operating-officer', 'M02-owner': 'nobody' };
    const response = await fill(world.browsers.lena, page(), changed);
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe(`${positionOf(world)}?done=owners`);
    expect(await owners()).toMatchObject([
      { item: 'M01', version: 1, method: 'desk', content: '{"owner":"chief-operating-officer"}' },
      { item: 'M02', version: 1, method: 'desk', content: '{"owner":"nobody"}' },
    ]);
    const text = await overview();
    expect(text).toContain('1 of 11 capabilities to be settled has an agreed owner.');
    expect(text).toContain('Chief operating officer (COO) Desk agreement by the assessment lead');
    expect(text).toContain('Not settled');
  });

  test('are not changed by sending the same again', async () => {
    const form = await open(world.browsers.lena, page());
    const changed = { ...form, 'M01-owner': 'shared' };
    for (const fields of [changed, changed, form])
      await send(world.browsers.lena, page(), fields).expect(303);
    expect(await owners()).toHaveLength(1);
  });

  test('that two windows settled differently are shown, and either can be kept', async () => {
    const form = await open(world.browsers.lena, page());
    await fill(world.browsers.lena, page(), { 'M01-owner': 'shared', 'M03-owner': 'nobody' });
    const sent = { ...form, 'M01-owner': 'data-lead', 'M04-owner': 'data-lead' };
    const { text } = await send(world.browsers.lena, page(), sent).expect(409);
    expect(mainText(text)).toContain('What you typed here Data or analytics lead');
    expect(mainText(text)).toContain(
      'What was recorded by lena on 22 November 2026 at 10am Shared between roles',
    );
    expect(await owners()).toHaveLength(2);
    await send(world.browsers.lena, page(), fieldsOf(text)).expect(303);
    expect((await owners()).map(({ item, content }) => [item, content])).toEqual([
      ['M01', '{"owner":"shared"}'],
      ['M01', '{"owner":"data-lead"}'],
      ['M03', '{"owner":"nobody"}'],
      ['M04', '{"owner":"data-lead"}'],
    ]);
  });

  test('must be one of those on the page, and cannot be taken back', async () => {
    const before = await dump(world.database, ['agreement']);
    const unknown = await fill(world.browsers.lena, page(), {
      'M01-owner': 'caretaker',
      'M04-owner': 'shared',
    });
    expect(unknown.status).toBe(422);
    expect(errorsOn(unknown.text)).toEqual([
      ['Choose one of the owners on this page', '#M01-owner'],
    ]);
    expect(fieldsOf(unknown.text)['M04-owner']).toBe('shared');
    expect(await dump(world.database, ['agreement'])).toBe(before);
    await fill(world.browsers.lena, page(), { 'M01-owner': 'shared' });
    const settled = await fill(world.browsers.lena, page(), { 'M01-owner': '' });
    expect(settled.status).toBe(422);
    const extra = await fill(world.browsers.lena, page(), { 'M99-owner': 'shared' });
    expect(extra.status).toBe(422);
    expect(await owners()).toHaveLength(1);
  });

  test('cannot be changed once the position is signed off', async () => {
    const form = await open(world.browsers.lena, page());
    await signOffHill(world);
    await world.browsers.lena.get(page()).expect(303);
    await send(world.browsers.lena, page(), { ...form, 'M01-owner': 'shared' }).expect(409);
    expect(await owners()).toEqual([]);
    await world.database.deleteFrom('sign_off').execute();
  });
});
