import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { errorsOn, expectCalm, heading, mainText, send, textarea } from '../support/pages.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { emptyRooms, formTo, type Presenter, presenterOf, stepOf } from './presenting.ts';

const world = stage();
let workshop: string;
let fay: Presenter;
const how = { method: 'unanimous', present: '12', dissenting: '' };

async function prepare(step: string): Promise<void> {
  await emptyRooms(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step });
  fay = presenterOf(world.browsers.fay, workshop);
}

async function stored() {
  const rows = await world.database.selectFrom('agreement').selectAll().orderBy('item').execute();
  return rows.map(({ item, version, content, method }) => ({
    ...{ item, version, method },
    content: JSON.parse(content),
  }));
}

beforeAll(() => closeHill(world));

describe('questions confirmed together', () => {
  beforeEach(() => prepare('together'));
  const page = () => `${fay.base}/confirmation`;

  test('are ticked from the beginning, each with the level that the survey says', async () => {
    const html = await fay.page();
    expect(formTo(html, page())).toMatchObject({ 'confirm-C1': 'yes', 'confirm-C2': 'yes' });
    expect(mainText(html)).toMatch(/C1 .*: confirm level 3 Adopted/);
  });

  test('are recorded as met up to that level, and left open above it', async () => {
    expect((await fay.press('/confirmation', how)).status).toBe(303);
    const [first, second, ...others] = await stored();
    expect(others).toEqual([]);
    expect([first?.item, second?.item]).toEqual(['C1', 'C2']);
    const states = Object.entries<{ state: string }>(first?.content.statements);
    expect(states.map(([code]) => code.slice(0, 4))).toEqual(
      states.map((_, at) => (at === 0 ? 'C1-2' : expect.stringMatching(/^C1-[23]/))),
    );
    expect(states.every(([, { state }]) => state === 'met')).toBe(true);
    expect(states.some(([code]) => /^C1-[45]/.test(code))).toBe(false);
    expect(mainText(await fay.page())).toContain('There is nothing left to confirm here.');
  });

  test('sent twice are recorded once', async () => {
    const form = { ...formTo(await fay.page(), page()), ...how };
    for (let i = 0; i < 2; i += 1) await send(world.browsers.fay, page(), form).expect(303);
    expect((await stored()).map(({ version }) => version)).toEqual([1, 1]);
  });

  test('taken off stay open', async () => {
    const { 'confirm-C1': _, ...form } = formTo(await fay.page(), page());
    await send(world.browsers.fay, page(), { ...form, ...how }).expect(303);
    expect((await stored()).map(({ item }) => item)).toEqual(['C2']);
  });

  test('of which none is ticked are refused, and what was typed is kept', async () => {
    const { 'confirm-C1': _, 'confirm-C2': __, ...form } = formTo(await fay.page(), page());
    const fields = { ...form, ...how, present: '', 'reason-note': 'Kept' };
    const answer = await send(world.browsers.fay, page(), fields).expect(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text).map(([, href]) => href)).toEqual(['#confirm', '#present']);
    expect(textarea(answer.text, 'reason-note')).toBe('Kept');
    expect(formTo(answer.text, page())).not.toHaveProperty('confirm-C1');
    expect(await stored()).toEqual([]);
  });

  test('can be discussed by themselves instead', async () => {
    const form = formTo(await fay.page(), `${fay.base}/discussions`);
    await send(world.browsers.fay, `${fay.base}/discussions`, form).expect(303);
    expect(mainText(await fay.page())).not.toMatch(/C1 [^:]*: confirm level/);
    await fay.press('/steps', { step: 'C1' });
    expect(await stepOf(world, workshop)).toBe('C1');
  });

  test('whose survey result is withheld are not offered', async () => {
    const release = world.database.selectFrom('survey_release').selectAll();
    const { content } = await release.executeTakeFirstOrThrow();
    const released = JSON.parse(content);
    for (const question of released.questions)
      if (question.code === 'C1') question.result = { shown: false, why: 'too-few-people' };
    const set = (text: string) =>
      world.database.updateTable('survey_release').set({ content: text }).execute();
    await set(JSON.stringify(released));
    const html = await fay.page();
    expect(formTo(html, page())).not.toHaveProperty('confirm-C1');
    const made = { ...formTo(html, page()), ...how, 'confirm-C1': 'yes', 'basedOn-C1': '0' };
    await send(world.browsers.fay, page(), made).expect(422);
    expect(await stored()).toEqual([]);
    await set(content);
  });

  test('from a page that is stale are not saved and not lost', async () => {
    const form = { ...formTo(await fay.page(), page()), ...how, 'reason-note': 'Kept' };
    await fay.press('/steps', { step: 'ownership' });
    const kept = await send(world.browsers.fay, page(), form).expect(409);
    expect(heading(kept.text)).toBe('Somebody moved on from another device');
    expect(textarea(kept.text, 'reason-note')).toBe('Kept');
    await send(world.browsers.fay, page(), formTo(kept.text, page())).expect(303);
    expect(await stored()).toHaveLength(2);
    expect(await stepOf(world, workshop)).toBe('together');
  });
});

describe('owners of capabilities', () => {
  beforeEach(() => prepare('ownership'));
  const page = () => `${fay.base}/owners`;
  const roles = { 'owner-M01': 'chief-executive', 'owner-M02': 'shared' };

  test('are shown with what the survey shows', async () => {
    expect(mainText(await fay.page())).toContain('Survey: Nobody');
    expect(formTo(await fay.page(), page())).toMatchObject({ 'owner-M01': '', 'seen-M01': '' });
  });

  test('are recorded, those alone that were chosen', async () => {
    await fay.press('/owners', { ...how, 'owner-M01': 'chief-executive' });
    expect(await stored()).toMatchObject([
      { item: 'M01', version: 1, content: { owner: 'chief-executive' } },
    ]);
    expect(mainText(await fay.page())).toContain('Agreed: Chief executive');
  });

  test('that stand already are not recorded again', async () => {
    const form = { ...formTo(await fay.page(), page()), ...how, ...roles };
    for (let i = 0; i < 2; i += 1) await send(world.browsers.fay, page(), form).expect(303);
    await fay.press('/owners', { ...how, method: 'chair', dissenting: '3', 'owner-M02': 'nobody' });
    expect((await stored()).map(({ item, version }) => `${item} ${version}`)).toEqual([
      'M01 1',
      'M02 1',
      'M02 2',
    ]);
  });

  test('that somebody else settled meanwhile are left alone by who did not touch them', async () => {
    await fay.press('/owners', { ...how, 'owner-M01': 'chief-executive' });
    const form = { ...formTo(await fay.page(), page()), ...how, 'owner-M02': 'shared' };
    await fay.press('/owners', { ...how, 'owner-M01': 'nobody' });
    await send(world.browsers.fay, page(), form).expect(303);
    expect((await stored()).map(({ item, content }) => `${item} ${content.owner}`)).toEqual([
      'M01 chief-executive',
      'M01 nobody',
      'M02 shared',
    ]);
  });

  test('of which none was chosen are refused', async () => {
    const answer = await fay.press('/owners', how);
    expect(answer.status).toBe(422);
    expect(errorsOn(answer.text).map(([, href]) => href)).toEqual(['#owner-M01']);
  });

  test.each(['dont-know', 'astronaut', 'fay'])('cannot be "%s"', async (owner) => {
    expect((await fay.press('/owners', { ...how, 'owner-M01': owner })).status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test('that somebody else settled otherwise meanwhile are shown both ways', async () => {
    const form = { ...formTo(await fay.page(), page()), ...how, 'owner-M01': 'nobody' };
    await fay.press('/owners', { ...how, ...roles });
    const conflict = await send(world.browsers.fay, page(), form).expect(409);
    expect(mainText(conflict.text)).toContain('Nobody');
    await send(world.browsers.fay, page(), formTo(conflict.text, page())).expect(303);
    expect((await stored()).filter(({ item }) => item === 'M01')).toMatchObject([
      { version: 1 },
      { version: 2, content: { owner: 'nobody' } },
    ]);
  });
});
