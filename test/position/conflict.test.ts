import { beforeAll, describe, expect, test } from '@jest/globals';
import { erasedName } from '../../src/assessment/person-erasure-store.ts';
import { people, stage } from '../support/cast.ts';
import { dump, fieldsOf, mainText, open, send } from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { agree, metUpTo, positionOf } from './positions.ts';

const world = stage();
const page = (question: string) => positionOf(world, `/questions/${question}`);
const versionsOf = async (item: string) =>
  (
    await world.database
      .selectFrom('agreement')
      .select(['version', 'content'])
      .where('item', '=', item)
      .orderBy('version')
      .execute()
  ).map(({ version, content }) => [version, content.includes('"state":"not-met"')]);

beforeAll(() => closeHill(world));

/** Two windows of the same form: the first is saved, the second comes too late. */
async function late(question: string) {
  const form = await open(world.browsers.lena, page(question));
  await agree(world, question, metUpTo(question, 5));
  const sent = {
    ...form,
    ...metUpTo(question, 2),
    [`${question}-2-grade`]: '1',
    [`${question}-2-reference-note`]: 'The COO\nsays "so"',
    'reason-note': 'My reason',
  };
  const before = await dump(world.database, ['agreement', 'audit']);
  const response = await send(world.browsers.lena, page(question), sent).expect(409);
  expect(await dump(world.database, ['agreement', 'audit'])).toBe(before);
  return { sent, response };
}

function nameLena(name: string): Promise<unknown> {
  return world.database.updateTable('person').set({ name }).where('id', '=', people.lena).execute();
}

describe('a question that was agreed in two windows', () => {
  test('shows both, who recorded what is there and when, and what differs', async () => {
    const { response } = await late('A1');
    const text = mainText(response.text);
    expect(text).toContain('What you typed here Level 2. Level 3 is held by:');
    expect(text).toContain('Asserted: The COO says "so"');
    expect(text).toContain('My reason');
    expect(text).toContain(
      'What was recorded by lena on 22 November 2026 at 10am Claimed 5, evidenced 3',
    );
  });

  test('keeps what was typed, all of it, if that is chosen', async () => {
    const { sent, response } = await late('A2');
    const again = fieldsOf(response.text);
    expect(again).toEqual({ ...sent, basedOn: '1', _csrf: sent._csrf });
    await send(world.browsers.lena, page('A2'), again).expect(303);
    expect(await versionsOf('A2')).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('keeps what is recorded if that is chosen', async () => {
    const { response } = await late('A3');
    expect(response.text).toContain(`href="${positionOf(world)}"`);
    expect(await versionsOf('A3')).toEqual([[1, false]]);
  });

  test('asks again where something else was recorded meanwhile', async () => {
    const { response } = await late('A4');
    await agree(world, 'A4', metUpTo('A4', 4));
    await send(world.browsers.lena, page('A4'), fieldsOf(response.text)).expect(409);
    expect((await versionsOf('A4')).length).toBe(2);
  });

  test('says who it was in words, where they were erased', async () => {
    await late('B1');
    await nameLena(erasedName);
    const { text } = await world.browsers.sam.get(`${page('B1')}/history`).expect(200);
    expect(mainText(text)).toContain('Recorded by somebody who has been erased since.');
    await nameLena('lena');
  });
});

test('a version that never was is refused calmly', async () => {
  const form = await open(world.browsers.lena, page('B2'));
  const made = { ...form, ...metUpTo('B2', 2), basedOn: '7' };
  const { text } = await send(world.browsers.lena, page('B2'), made).expect(409);
  expect(mainText(text)).toContain('Somebody else recorded something here');
  expect(world.service.logged).toEqual([]);
});
