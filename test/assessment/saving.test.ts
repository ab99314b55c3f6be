import { beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { baseOf, person, stage } from '../support/cast.ts';
import {
  dump,
  type Fields,
  fieldsOf,
  fill,
  heading,
  mainText,
  open,
  refused,
  send,
} from '../support/pages.ts';
import { startService } from '../support/service.ts';

const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;
const dimension = () => `${baseOf(world)}/dimensions/A`;

/** What is stored: item, answer, note and version of each row. */
async function stored() {
  const rows = await world.database
    .selectFrom('answer')
    .select(['item', 'answer', 'note', 'version'])
    .orderBy('item')
    .execute();
  return rows.map(({ item, answer, note, version }) => [item, answer, note, version]);
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
});

test('sending the same form twice writes one row', async () => {
  const form: Fields = { ...(await open(world.browsers.alice, question())), 'A1-answer': '3' };
  await send(world.browsers.alice, question(), form).expect(303);
  const once = await dump(world.database);
  await send(world.browsers.alice, question(), form).expect(303);
  expect(await stored()).toEqual([['A1', '3', null, 1]]);
  expect(await dump(world.database)).toBe(once);
});

test('each change is a new version, and the page shows what was saved', async () => {
  const { alice } = world.browsers;
  await fill(alice, question(), { 'A1-answer': '2', 'A1-note': 'First' });
  await fill(alice, question(), { 'A1-answer': '4', 'A1-note': 'Second' });
  expect(await stored()).toEqual([['A1', '4', 'Second', 2]]);
  const { text } = await alice.get(question());
  expect(text).toMatch(/id="A1-answer-4"[^>]* checked/);
  expect(text.match(/ checked/g)).toHaveLength(1);
  expect(fieldsOf(text)).toMatchObject({ 'A1-note': 'Second', 'A1-version': '2' });
  expect(mainText(text)).toContain('Saved at 10:00');
});

test('saving nothing where there was nothing writes nothing', async () => {
  const sent = await fill(world.browsers.alice, question(), { afterwards: 'later' });
  expect(sent.status).toBe(303);
  expect(await stored()).toEqual([]);
});

describe('two windows', () => {
  let mine: Record<string, string>;
  const late = (fields: Fields) => ({ ...mine, ...fields });

  beforeEach(async () => {
    mine = await open(world.browsers.alice, question());
    const theirs = await fill(world.browsers.alice, question(), {
      'A1-answer': '2',
      'A1-note': 'From the other window',
    });
    expect(theirs.status).toBe(303);
  });

  test('what was based on an older version is refused with both texts, and nothing changes', async () => {
    const { text } = await refused(world, 409, () =>
      send(world.browsers.alice, question(), late({ 'A1-answer': '5', 'A1-note': 'From here' })),
    );
    expect(heading(text)).toBe('This was changed in another window');
    expect(mainText(text)).toMatch(/What you typed here 5 Transforming From here/);
    expect(mainText(text)).toMatch(
      /What you saved on 22 November 2026 at 10:00 2 Installed From the other window/,
    );
    expect(await stored()).toEqual([['A1', '2', 'From the other window', 1]]);
  });

  test('keeping what was typed replaces what was saved', async () => {
    const { text } = await send(
      world.browsers.alice,
      question(),
      late({ 'A1-answer': '5', 'A1-note': 'From here\nin two lines' }),
    ).expect(409);
    const kept = await send(world.browsers.alice, question(), {
      ...fieldsOf(text),
      afterwards: 'later',
    });
    expect([kept.status, kept.headers.location]).toEqual([303, baseOf(world)]);
    expect(await stored()).toEqual([['A1', '5', 'From here\nin two lines', 2]]);
  });

  test('the same words typed twice are no conflict', async () => {
    const again = late({ 'A1-answer': '2', 'A1-note': ' From the other window ' });
    await send(world.browsers.alice, question(), again).expect(303);
    expect(await stored()).toEqual([['A1', '2', 'From the other window', 1]]);
  });

  test('clearing what the other window saved is a conflict too', async () => {
    await refused(world, 409, () =>
      send(
        world.browsers.alice,
        question(),
        late({ 'A1-note': 'Only a note', afterwards: 'later' }),
      ),
    );
  });
});

test('going back to a form that was sent and changing it never loses the change in silence', async () => {
  // A browser may bring back the page as it was, with the save id that was sent already.
  const { alice } = world.browsers;
  const form = await open(alice, question());
  await send(alice, question(), { ...form, 'A1-answer': '3' }).expect(303);
  const { text } = await refused(world, 409, () =>
    send(alice, question(), { ...form, 'A1-answer': '4', 'A1-note': 'On second thoughts' }),
  );
  await send(alice, question(), { ...fieldsOf(text), afterwards: 'later' }).expect(303);
  expect(await stored()).toEqual([['A1', '4', 'On second thoughts', 2]]);
});

describe('a whole dimension', () => {
  const all = (answer: string) =>
    Object.fromEntries(['A1', 'A2', 'A3', 'A4', 'A5'].map((code) => [`${code}-answer`, answer]));

  test('is saved at once', async () => {
    const saved = await fill(world.browsers.alice, dimension(), { ...all('3'), 'A2-note': 'Why' });
    expect([saved.status, saved.headers.location]).toEqual([303, `${dimension()}/answers`]);
    const rows = await stored();
    expect(rows.slice(0, 2)).toEqual([
      ['A1', '3', null, 1],
      ['A2', '3', 'Why', 1],
    ]);
    expect(rows).toHaveLength(5);
  });

  test('is saved whole or not at all', async () => {
    const { alice } = world.browsers;
    const old = await open(alice, dimension());
    await fill(alice, question(), { 'A1-answer': '1' });
    const { text } = await refused(world, 409, () =>
      send(alice, dimension(), { ...old, ...all('4'), 'A3-note': 'Kept along' }),
    );
    expect(mainText(text).match(/What you typed here/g)).toHaveLength(1);
    await send(alice, dimension(), { ...fieldsOf(text), afterwards: 'later' }).expect(303);
    expect(await stored()).toEqual([
      ['A1', '4', null, 2],
      ['A2', '4', null, 1],
      ['A3', '4', 'Kept along', 1],
      ['A4', '4', null, 1],
      ['A5', '4', null, 1],
    ]);
  });
});

test('fifty people who save at the same moment all find it saved', async () => {
  const { database, service } = world;
  const crowd = Array.from({ length: 50 }, () => newId());
  await database
    .insertInto('person')
    .values(crowd.map((id, at) => person(id, `leader-${at}`)))
    .execute();
  await database
    .insertInto('respondent')
    .values(
      crowd.map((person_id) => ({
        id: person_id,
        assessment_id: world.assessments.hill,
        person_id,
      })),
    )
    .execute();
  const crowded = startService(database, crowd);
  const browsers = await Promise.all(crowd.map((id) => crowded.as(id)));
  const forms = await Promise.all(browsers.map((browser) => open(browser, dimension())));
  const level = (at: number) => String((at % 5) + 1);
  const answers = await Promise.all(
    browsers.map((browser, at) =>
      send(browser, dimension(), {
        ...forms[at],
        'A1-answer': level(at),
        'A2-answer': level(at + 1),
        'A3-note': `Note of person ${at}`,
        afterwards: 'later',
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(303));
  for (const [at, id] of crowd.entries())
    expect(
      await database
        .selectFrom('answer')
        .select(['item', 'answer', 'note'])
        .where('respondent_id', '=', id)
        .orderBy('item')
        .execute(),
    ).toEqual([
      { item: 'A1', answer: level(at), note: null },
      { item: 'A2', answer: level(at + 1), note: null },
      { item: 'A3', answer: null, note: `Note of person ${at}` },
    ]);
  expect([...service.logged, ...crowded.logged]).toEqual([]);
  crowded.server.close();
});
