import { beforeAll, describe, expect, test } from '@jest/globals';
import { filledIn } from '../plan/planning.ts';
import { stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, fieldsOf, mainText, send, tokenOf } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { ended } from './reported.ts';

const world = stage();
let workshop: string;
const address = () => `/workshops/${workshop}/actions`;
const add = async (browser: Agent, fields: object = {}) =>
  send(browser, address(), { ...filledIn, _csrf: await tokenOf(browser), ...fields });
const stored = () => dump(world.database, ['action', 'audit', 'workshop']);

beforeAll(async () => {
  await closeHill(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step: 'A1' });
});

describe('adding an action in a workshop', () => {
  test('puts it in the plan, and leads back to the presenter', async () => {
    const answer = await add(world.browsers.fay, { 'action-statement': 'A1-3' });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`/workshops/${workshop}/presenter`);
    const { text } = await world.browsers.lena.get(`/plans/${world.assessments.hill}`).expect(200);
    expect(mainText(text)).toMatch(/Measure adoption .* About A1 .* To make true: A1-3 /);
    const acts = await actsIn(world.database, world.assessments.hill);
    expect(acts.at(-1)).toBe('add-action');
    expect(await world.database.selectFrom('action').select('workshop_id').execute()).toEqual([
      { workshop_id: workshop },
    ]);
    const { room_revision } = await world.database
      .selectFrom('workshop')
      .select('room_revision')
      .executeTakeFirstOrThrow();
    expect(room_revision).toBe(1);
  });

  test('happens once however often the form is sent', async () => {
    const before = (await world.database.selectFrom('action').selectAll().execute()).length;
    const fields = { 'action-id': crypto.randomUUID(), 'action-title-note': 'Once' };
    const answers = await Promise.all([1, 2, 3].map(() => add(world.browsers.fay, fields)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const after = await world.database.selectFrom('action').selectAll().execute();
    expect(after).toHaveLength(before + 1);
  });

  test('is refused on a page of its own, which can be sent again', async () => {
    const before = await stored();
    const refused = await add(world.browsers.fay, {
      'action-owner': '',
      'action-title-note': '<b>Kept</b>',
      'action-due-year': '2025',
    });
    expect(refused.status).toBe(422);
    expectCalm(world.service, refused);
    expect(errorsOn(refused.text)).toEqual([
      ['Enter who owns it', '#action-owner'],
      ['The due date must be today or later', '#action-due-day'],
    ]);
    expect(refused.text).toContain(`href="/workshops/${workshop}/presenter"`);
    expect(refused.text).toContain('value="&lt;b&gt;Kept&lt;/b&gt;"');
    expect(await stored()).toBe(before);
    const again = { ...filledIn, ...fieldsOf(refused.text), 'action-title-note': 'Better' };
    await send(world.browsers.fay, address(), again).expect(303);
  });

  test('is for who runs the workshop', async () => {
    const before = await stored();
    const { lena, leo, sam, charlie } = world.browsers;
    for (const [browser, status] of [
      [lena, 404],
      [leo, 404],
      [sam, 403],
      [charlie, 403],
    ] as const)
      expect((await add(browser)).status).toBe(status);
    await send(world.service.visitor(), address(), filledIn).expect(401);
    expect(await stored()).toBe(before);
  });

  test('is too late when the workshop has ended', async () => {
    await ended(world, workshop, '2026-11-22T12:00:00.000Z');
    const before = await stored();
    const answer = await add(world.browsers.fay);
    expect(answer.status).toBe(409);
    expectCalm(world.service, answer);
    expect(mainText(answer.text)).toContain('no action was added');
    expect(answer.text).toContain(filledIn['action-title-note']);
    expect(await stored()).toBe(before);
  });
});
