import { describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { baseOf, stage } from '../support/cast.ts';
import { fill, mainText, refused, send, tokenOf } from '../support/pages.ts';

const world = stage();
const reading = [
  '',
  '/notice',
  '/role',
  '/questions/A1',
  '/dimensions/A',
  '/dimensions/A/answers',
  '/ownership',
  '/answers',
  '/submission',
  '/profile',
  '/erasure',
];
const writing = [
  '/notice',
  '/role',
  '/questions/A1',
  '/dimensions/A',
  '/ownership',
  '/submission',
  '/erasure',
];

/** What the pages send that answer no question. */
const fields: Readonly<Record<string, Record<string, string>>> = {
  '/notice': {},
  '/role': { role: 'chief-executive' },
  '/erasure': {},
};
const answers = () => ({
  saveId: newId(),
  'A1-answer': '5',
  'A1-version': '0',
  'A1-note': 'Mine',
});

describe('the assessment of another organisation', () => {
  test.each(reading)('cannot be told from one that does not exist: GET %p', async (page) => {
    const { charlie } = world.browsers;
    const theirs = await refused(world, 404, () => charlie.get(`${baseOf(world)}${page}`));
    const nobodys = await charlie.get(`/assessments/${newId()}${page}`).expect(404);
    expect(theirs.text).toBe(nobodys.text);
    expect(theirs.text).not.toContain('Hill');
  });

  test.each(writing)('cannot be changed nor told from none: POST %p', async (page) => {
    const { charlie } = world.browsers;
    const form = { _csrf: await tokenOf(charlie), ...(fields[page] ?? answers()) };
    const theirs = await refused(world, 404, () => send(charlie, `${baseOf(world)}${page}`, form));
    const nobodys = await send(charlie, `/assessments/${newId()}${page}`, form).expect(404);
    expect(theirs.text).toBe(nobodys.text);
  });

  test('is not found by its benchmark page either', async () => {
    const { charlie } = world.browsers;
    const theirs = await refused(world, 404, () => charlie.get('/benchmarks/RAA'));
    expect(theirs.text).toBe((await charlie.get('/benchmarks/ZZZ').expect(404)).text);
    await charlie.get('/benchmarks/RBB').expect(200);
  });
});

test('a colleague has a place of their own in the same assessment, and sees nothing of hers', async () => {
  const { alice, bob } = world.browsers;
  const question = `${baseOf(world)}/questions/A1`;
  await fill(alice, question, { 'A1-answer': '4', 'A1-note': 'For Alice alone' });
  for (const page of reading.filter((each) => !/submission|profile/.test(each))) {
    const { text } = await bob.get(`${baseOf(world)}${page}`).expect(200);
    expect(text).not.toContain('For Alice alone');
    expect(text).not.toMatch(/value="4"[^>]* checked/);
  }
  await fill(bob, question, { 'A1-answer': '1', 'A1-note': 'For Bob alone' });
  const rows = await world.database.selectFrom('answer').select(['answer', 'note']).execute();
  expect(rows).toEqual([
    { answer: '4', note: 'For Alice alone' },
    { answer: '1', note: 'For Bob alone' },
  ]);
});

test('a person with two places answers in each for itself', async () => {
  const { dora } = world.browsers;
  await fill(dora, `${baseOf(world, 'dale')}/questions/B1`, { 'B1-answer': '2' });
  const { text } = await dora.get(`${baseOf(world, 'board')}/questions/B1`).expect(200);
  expect(text).not.toContain(' checked');
  expect(mainText((await dora.get(baseOf(world, 'dale'))).text)).toContain('answered 1 of');
  expect(mainText((await dora.get(baseOf(world, 'board'))).text)).toContain('answered 0 of');
  await dora.get(baseOf(world, 'hill')).expect(404);
});

describe('what is not there', () => {
  test.each([
    ['an unknown question', '/questions/Z9'],
    ['a question beyond the last', '/questions/A6'],
    ['a question in small letters', '/questions/a1'],
    ['a capability as a question', '/questions/M01'],
    ['a dimension as a question', '/questions/A'],
    ['an unknown dimension', '/dimensions/I'],
    ['a prototype', '/dimensions/__proto__'],
    ['a page that nobody made', '/secrets'],
  ])('%s is not found', async (_what, page) => {
    const { alice } = world.browsers;
    await refused(world, 404, () => alice.get(`${baseOf(world)}${page}`));
    const form = { _csrf: await tokenOf(alice), 'A1-answer': '3' };
    await refused(world, 404, () => send(alice, `${baseOf(world)}${page}`, form));
  });

  test.each(['x', '1', 'null', "' or 1=1 --", '00000000-0000-0000-0000-000000000000', '..%2f..'])(
    'the id %p is not found',
    async (id) => {
      await refused(world, 404, () =>
        world.browsers.alice.get(`/assessments/${encodeURIComponent(id)}`),
      );
    },
  );
});
