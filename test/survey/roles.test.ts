import { beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { rowsOf } from '../people/appointing.ts';
import { people, stage } from '../support/cast.ts';
import { expectCalm, heading, mainText } from '../support/pages.ts';

const world = stage();
const page = '/organisations/RAA/roles';
const pageText = async () => (await world.browsers.lena.get(page).expect(200)).text;

beforeAll(async () => {
  const common = {
    organisation_code: null,
    assessment_id: null,
    appointed_at: '2026-01-05T09:00:00.000Z',
    ended_at: '2026-03-31T09:00:00.000Z',
  };
  await world.database
    .insertInto('appointment')
    .values([
      {
        ...common,
        id: newId(),
        person_id: people.bob,
        role: 'assessment-lead',
        organisation_code: 'RAA',
      },
      {
        ...common,
        id: newId(),
        person_id: people.dora,
        role: 'facilitator',
        assessment_id: world.assessments.hill,
      },
      {
        ...common,
        id: newId(),
        person_id: people.charlie,
        role: 'facilitator',
        assessment_id: world.assessments.dale,
        ended_at: null,
      },
    ])
    .execute();
});

test('a lead sees who holds a role in the organisation, and since when', async () => {
  const rows = rowsOf(await pageText(), 'Who holds a role now');
  expect(rows.map(([name, role, since]) => [name, role?.split(' ')[0], since])).toEqual([
    ['fay', 'Facilitator,', '22 November 2026'],
    ['lena', 'Assessment', '22 November 2026'],
    ['sam', 'Signatory', '22 November 2026'],
  ]);
  expect(rows[0]?.[1]).toMatch(/^Facilitator, Autumn 2026 /);
});

test('a lead sees who held one before, from when until when', async () => {
  expect(rowsOf(await pageText(), 'Who held one before')).toEqual([
    ['bob', 'Assessment lead', '5 January 2026', '31 March 2026'],
    ['dora', 'Facilitator, Autumn 2026', '5 January 2026', '31 March 2026'],
  ]);
});

test('who is kept from signing in is marked', async () => {
  const set = (disabled_at: string | null) =>
    world.database
      .updateTable('person')
      .set({ disabled_at })
      .where('id', '=', people.sam)
      .execute();
  expect(await pageText()).not.toContain('Kept from signing in');
  await set('2026-11-01T00:00:00.000Z');
  expect(rowsOf(await pageText(), 'Who holds a role now')[2]?.[0]).toBe('sam Kept from signing in');
  await set(null);
});

test('the page of the survey leads to it', async () => {
  const { text } = await world.browsers.lena.get(`/surveys/${world.assessments.hill}`).expect(200);
  expect(text).toContain(`href="${page}"`);
});

test('it is nobody else’s: not of another lead, nor of who signs or administers', async () => {
  const absent = await world.browsers.leo.get('/organisations/RZZ/roles').expect(404);
  const response = await world.browsers.leo.get(page).expect(404);
  expect(mainText(response.text)).toBe(mainText(absent.text));
  expectCalm(world.service, response);
  for (const name of ['sam', 'nora', 'alice'] as const)
    await world.browsers[name].get(page).expect(403);
  const own = await world.browsers.leo.get('/organisations/RBB/roles').expect(200);
  expect(heading(own.text)).toBe('Dale NHS Trust Who holds a role');
  expect(mainText(own.text)).not.toMatch(/lena|sam|fay/);
  expect(mainText(own.text)).toContain('charlie');
});
