import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  heading,
  mainText,
  send,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import { field } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { emptyRooms, formTo, type Presenter, presenterOf, seat, stepOf } from './presenting.ts';

const world = stage();
let workshop: string;
let fay: Presenter;
const page = () => `${fay.base}/agreements/A1`;

beforeAll(() => closeHill(world));
beforeEach(async () => {
  await emptyRooms(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step: 'A1' });
  fay = presenterOf(world.browsers.fay, workshop);
});

const ladder = { 'A1-2-state': 'met', 'A1-3-state': 'met', 'A1-4-state': 'not-met' };
const how = { method: 'majority', present: '14', dissenting: '2', 'reason-note': 'We talked' };
const agreed = { ...ladder, ...how, act: 'save' };

function stored() {
  return world.database.selectFrom('agreement').selectAll().orderBy('version').execute();
}

describe('agreeing a question in the room', () => {
  test('records the statements, how it was agreed, how many disagreed and why', async () => {
    const answer = await fay.press('/agreements/A1', agreed);
    expect(answer.headers.location).toBe(`${fay.base}/presenter`);
    const [row, ...others] = await stored();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ item: 'A1', version: 1, method: 'majority', present: 14, dissenting: 2 },
      ...{ reason: 'We talked', workshop_id: workshop, agreed_by: people.fay },
    });
    expect(JSON.parse(row?.content ?? '').statements['A1-3'].state).toBe('met');
    const text = mainText(await fay.page());
    expect(text).toContain('Agreed: 3 Adopted');
    expect(text).toContain('By majority, 14 people present; fewer than six disagreed.');
    expect(text).toContain('We talked');
  });

  test('is offered with as many present as there are devices in the room', async () => {
    await seat(world, workshop, 9);
    expect(formTo(await fay.page(), page())).toMatchObject({ basedOn: '0' });
    expect(field(await fay.page(), 'present')).toBe('9');
  });

  test('sent twice is recorded once', async () => {
    const fields = { ...formTo(await fay.page(), page()), ...agreed };
    const twice = await Promise.all([1, 2].map(() => send(world.browsers.fay, page(), fields)));
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    expect(await stored()).toHaveLength(1);
  });

  test('sent again after the workshop has moved on is known to be recorded', async () => {
    const fields = { ...formTo(await fay.page(), page()), ...agreed };
    await send(world.browsers.fay, page(), fields).expect(303);
    await fay.press('/steps', { step: 'A2' });
    await send(world.browsers.fay, page(), fields).expect(303);
    await send(world.browsers.fay, page(), { ...fields, 'A1-3-state': 'not-met' }).expect(409);
    expect([await stored(), await stepOf(world, workshop)]).toMatchObject([[{ version: 1 }], 'A2']);
    expect(await stored()).toHaveLength(1);
  });

  test('can be changed, as a new version', async () => {
    await fay.press('/agreements/A1', agreed);
    await fay.press('/agreements/A1', { 'A1-4-state': 'met', dissenting: '2', act: 'save' });
    expect((await stored()).map(({ version, dissenting }) => [version, dissenting])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test('does not show again how many disagreed, where they were fewer than six', async () => {
    await fay.press('/agreements/A1', agreed);
    expect(formTo(await fay.page(), page())).toMatchObject({ present: '14', dissenting: '' });
    await fay.press('/agreements/A1', { ...agreed, present: '5', dissenting: '2' });
    expect(formTo(await fay.page(), page())).toMatchObject({ present: '', dissenting: '' });
    await fay.press('/agreements/A1', { ...agreed, dissenting: '6' });
    expect(formTo(await fay.page(), page())).toMatchObject({ present: '14', dissenting: '6' });
  });

  test('only worked out shows the level and records nothing', async () => {
    const answer = await fay.press('/agreements/A1', { ...ladder, act: 'work-out' });
    expect(answer.status).toBe(200);
    expect(mainText(answer.text)).toContain('It would be: 3 Adopted');
    expect(answer.text).not.toContain('data-live-part="form"');
    expect(await stored()).toEqual([]);
  });

  test.each([
    [{ method: '' }, 'Choose how it was agreed'],
    [{ method: 'desk' }, 'Choose how it was agreed'],
    [{ present: '' }, 'Enter how many people were present, from 1 to 1,000'],
    [{ present: '0', dissenting: '0' }, 'Enter how many people were present, from 1 to 1,000'],
    [{ dissenting: '' }, 'Enter how many people disagreed, or 0 if nobody did'],
    [{ dissenting: '15' }, 'No more people can have disagreed than were present'],
    [
      { method: 'unanimous' },
      'Nobody can have disagreed if everybody agreed. Enter 0, or choose another way',
    ],
    [{ 'A1-2-grade': '1' }, 'Say what the evidence for the statement of level 2 is'],
  ])('with %j is refused, and what was typed is kept', async (wrong, message) => {
    const answer = await fay.press('/agreements/A1', { ...agreed, ...wrong });
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text).map(([words]) => words)).toEqual([message]);
    expect(textarea(answer.text, 'reason-note')).toBe('We talked');
    expect(formTo(answer.text, page())).toMatchObject({ 'A1-3-state': 'met' });
    expect(await stored()).toEqual([]);
  });

  test('by everybody needs no number of those who disagree', async () => {
    await fay.press('/agreements/A1', { ...agreed, method: 'unanimous', dissenting: '' });
    expect(await stored()).toMatchObject([{ method: 'unanimous', dissenting: 0 }]);
  });

  test('takes no field that is not the page’s', async () => {
    const answer = await fay.press('/agreements/A1', { ...agreed, workshopId: workshop });
    expect(answer.status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test('shows markup in a reason as text', async () => {
    await fay.press('/agreements/A1', { ...agreed, 'reason-note': '<b>bold</b>' });
    expect(await fay.page()).toContain('&lt;b&gt;bold&lt;/b&gt;');
  });
});

describe('a question that somebody else agreed meanwhile', () => {
  test('is shown both ways, and one of them is kept', async () => {
    const mine = { ...formTo(await fay.page(), page()), ...agreed, 'reason-note': 'Mine' };
    await fay.press('/agreements/A1', { ...agreed, 'A1-3-state': 'not-met' });
    const conflict = await send(world.browsers.fay, page(), mine).expect(409);
    expectCalm(world.service, conflict);
    expect(mainText(conflict.text)).toContain('Mine');
    expect(await stored()).toHaveLength(1);
    const again = formTo(conflict.text, page());
    await send(world.browsers.fay, page(), again).expect(303);
    expect(await stored()).toMatchObject([{ version: 1 }, { version: 2, reason: 'Mine' }]);
  });
});

describe('a form from a step that the workshop has left', () => {
  const typed = { ...agreed, 'reason-note': 'Not to be lost' };

  test('is not saved and not lost, and can be gone back to and saved', async () => {
    const form = { ...formTo(await fay.page(), page()), ...typed };
    await fay.press('/steps', { step: 'A2' });
    const kept = await send(world.browsers.fay, page(), form).expect(409);
    expect(heading(kept.text)).toBe('Somebody moved on from another device');
    expect(textarea(kept.text, 'reason-note')).toBe('Not to be lost');
    expect(await stored()).toEqual([]);
    expect(await stepOf(world, workshop)).toBe('A2');
    await send(world.browsers.fay, page(), { ...formTo(kept.text, page()), act: 'save' }).expect(
      303,
    );
    expect(await stored()).toMatchObject([{ item: 'A1', reason: 'Not to be lost' }]);
    expect(await stepOf(world, workshop)).toBe('A1');
  });

  test('is kept again when somebody moved on once more', async () => {
    const form = { ...formTo(await fay.page(), page()), ...typed };
    await fay.press('/steps', { step: 'A2' });
    const kept = await send(world.browsers.fay, page(), form).expect(409);
    await fay.press('/steps', { step: 'B1' });
    const again = await send(world.browsers.fay, page(), {
      ...formTo(kept.text, page()),
      act: 'save',
    }).expect(409);
    expect(textarea(again.text, 'reason-note')).toBe('Not to be lost');
    expect(await stepOf(world, workshop)).toBe('B1');
    expect(await stored()).toEqual([]);
  });

  test('of a question that is not on the agenda is not saved', async () => {
    const before = await dump(world.database, ['agreement', 'workshop']);
    const _csrf = await tokenOf(world.browsers.fay);
    const fields = { _csrf, basedOn: '0', 'H1-2-state': 'met', ...how };
    await send(world.browsers.fay, `${fay.base}/agreements/H1`, fields).expect(409);
    expect(await dump(world.database, ['agreement', 'workshop'])).toBe(before);
  });

  test('of a question that was taken off the agenda meanwhile is not saved and not lost', async () => {
    const form = { ...formTo(await fay.page(), page()), ...typed };
    await world.database.deleteFrom('agenda_item').where('item', '=', 'A1').execute();
    const kept = await send(world.browsers.fay, page(), form).expect(409);
    expect(textarea(kept.text, 'reason-note')).toBe('Not to be lost');
    expect(await stored()).toEqual([]);
  });

  test('of a workshop that has ended is refused, with what was typed', async () => {
    const form = { ...formTo(await fay.page(), page()), ...typed };
    const _csrf = await tokenOf(world.browsers.fay);
    await send(world.browsers.fay, `${fay.base}/end`, { _csrf }).expect(303);
    const answer = await send(world.browsers.fay, page(), form).expect(409);
    expect(mainText(answer.text)).toContain('This workshop has ended');
    expect(mainText(answer.text)).toContain('Not to be lost');
    expect(await stored()).toEqual([]);
  });
});
