import { beforeEach, describe, expect, test } from '@jest/globals';
import { baseOf, stage } from '../support/cast.ts';
import { fieldsOf, fill, mainText, open, refused, send } from '../support/pages.ts';

const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;
const words = 'The facilitator may see this note, without your name.';
const ticked = { 'A1-answer': '3', 'A1-note': 'For the workshop', 'A1-share': 'yes' };

async function stored() {
  const rows = await world.database
    .selectFrom('answer')
    .select(['item', 'note', 'note_shared', 'version'])
    .orderBy('item')
    .execute();
  return rows.map(({ item, note, note_shared, version }) => [item, note, note_shared, version]);
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
});

describe('a note is for the respondent alone', () => {
  test('unless they tick the box, which nobody has ticked for them', async () => {
    const { alice } = world.browsers;
    const { text } = await alice.get(question()).expect(200);
    expect(mainText(text)).toContain('The facilitator may see this, without my name');
    expect(mainText(text)).toContain('Shown only where eight or more people answered the question');
    expect(fieldsOf(text)).not.toHaveProperty('A1-share');
    await fill(alice, question(), { 'A1-answer': '3', 'A1-note': 'Mine' });
    expect(await stored()).toEqual([['A1', 'Mine', 0, 1]]);
    const answers = mainText((await alice.get(`${baseOf(world)}/answers`)).text);
    expect(answers).toContain('Your note: Mine For you alone.');
    expect(answers).not.toContain(words);
  });

  test('and not once they have ticked it, on every page that shows the note', async () => {
    const { alice } = world.browsers;
    await fill(alice, question(), ticked);
    expect(await stored()).toEqual([['A1', 'For the workshop', 1, 1]]);
    for (const page of ['/questions/A1', '/dimensions/A'])
      expect(await open(alice, `${baseOf(world)}${page}`)).toMatchObject({ 'A1-share': 'yes' });
    for (const page of ['/answers', '/dimensions/A/answers'])
      expect(mainText((await alice.get(`${baseOf(world)}${page}`)).text)).toContain(
        `Your note: For the workshop ${words}`,
      );
  });

  test('and again when they take the tick back', async () => {
    const { alice } = world.browsers;
    await fill(alice, question(), ticked);
    const { 'A1-share': _, ...without } = await open(alice, question());
    await send(alice, question(), without).expect(303);
    expect(await stored()).toEqual([['A1', 'For the workshop', 0, 2]]);
  });

  test.each([
    ['', 'empty'],
    [' \n ', 'only space'],
  ])('a tick without a note, %p, means nothing', async (note) => {
    await fill(world.browsers.alice, question(), { ...ticked, 'A1-note': note });
    expect(await stored()).toEqual([['A1', null, 0, 1]]);
    await fill(world.browsers.alice, question(), { 'A1-note': 'Later' });
    expect(await stored()).toEqual([['A1', 'Later', 0, 2]]);
  });
});

describe('the tick stays where it was put', () => {
  test('when the form is refused', async () => {
    const { text } = await refused(world, 422, () =>
      fill(world.browsers.alice, question(), { ...ticked, 'A1-answer': '9' }),
    );
    expect(fieldsOf(text)).toMatchObject({ 'A1-share': 'yes', 'A1-note': 'For the workshop' });
  });

  test('off, when somebody takes it back in a form that is refused', async () => {
    const { alice } = world.browsers;
    await fill(alice, question(), ticked);
    const { 'A1-share': _, ...without } = await open(alice, question());
    const { text } = await refused(world, 422, () =>
      send(alice, question(), { ...without, 'A1-answer': '9' }),
    );
    expect(fieldsOf(text)).not.toHaveProperty('A1-share');
  });

  test('in autosave', async () => {
    const { alice } = world.browsers;
    const form = { ...(await open(alice, question())), ...ticked, afterwards: 'stay' };
    await send(alice, question(), form).set('Accept', 'application/json').expect(200);
    expect(await stored()).toEqual([['A1', 'For the workshop', 1, 1]]);
  });

  test('for each question of a dimension by itself', async () => {
    await fill(world.browsers.alice, `${baseOf(world)}/dimensions/A`, {
      ...{ 'A1-note': 'Alone', 'A2-note': 'Shared', 'A2-share': 'yes' },
      afterwards: 'later',
    });
    expect(await stored()).toEqual([
      ['A1', 'Alone', 0, 1],
      ['A2', 'Shared', 1, 1],
    ]);
  });
});

describe('a tick that differs in two windows', () => {
  test('is a conflict that shows both sides, and either can be kept', async () => {
    const { alice } = world.browsers;
    const note = { 'A1-answer': '3', 'A1-note': 'The same words' };
    const old = await open(alice, question());
    await fill(alice, question(), note);
    const { text } = await refused(world, 409, () =>
      send(alice, question(), { ...old, ...note, 'A1-share': 'yes' }),
    );
    expect(mainText(text)).toContain(`What you typed here 3 Adopted The same words ${words}`);
    expect(mainText(text)).toMatch(/What you saved on .* The same words For you alone\./);
    await send(alice, question(), { ...fieldsOf(text), afterwards: 'later' }).expect(303);
    expect(await stored()).toEqual([['A1', 'The same words', 1, 2]]);
  });

  test('is one the other way round too, and says nothing of sharing where neither shares', async () => {
    const { alice } = world.browsers;
    const old = await open(alice, question());
    await fill(alice, question(), ticked);
    const same = { ...old, 'A1-answer': '3', 'A1-note': 'For the workshop' };
    const { text } = await refused(world, 409, () => send(alice, question(), same));
    expect(mainText(text)).toContain('For the workshop For you alone. What you saved');
    await send(alice, question(), { ...fieldsOf(text), afterwards: 'later' }).expect(303);
    expect(await stored()).toEqual([['A1', 'For the workshop', 0, 2]]);
    const both = await refused(world, 409, () =>
      send(alice, question(), { ...same, 'A1-note': 'Other words' }),
    );
    expect(mainText(both.text)).not.toMatch(/alone|facilitator/);
  });

  test('is none where there is no note to share', async () => {
    const { alice } = world.browsers;
    const old = await open(alice, question());
    await fill(alice, question(), { 'A1-answer': '3' });
    const again = { ...old, 'A1-answer': '3', 'A1-share': 'yes' };
    await send(alice, question(), again).expect(303);
    expect(await stored()).toEqual([['A1', null, 0, 1]]);
  });
});

describe('what cannot be sent', () => {
  test.each(['no', 'true', '1', ''])('a tick that says %p is refused', async (value) => {
    await refused(world, 422, () =>
      fill(world.browsers.alice, question(), { ...ticked, 'A1-share': value }),
    );
  });

  test('two ticks for one note are refused', async () => {
    await refused(world, 422, () =>
      fill(world.browsers.alice, question(), { ...ticked, 'A1-share': ['yes', 'yes'] }),
    );
  });

  test.each(['M01-share', 'M01-note'])(
    '%s is nothing that the ownership map asks',
    async (name) => {
      await refused(world, 422, () =>
        fill(world.browsers.alice, `${baseOf(world)}/ownership`, {
          'M01-answer': 'nobody',
          [name]: 'yes',
          afterwards: 'later',
        }),
      );
    },
  );
});
