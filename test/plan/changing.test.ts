import { describe, expect, test } from '@jest/globals';
import { organisations, people, stage } from '../support/cast.ts';
import {
  dump,
  errorsOn,
  expectCalm,
  type Fields,
  fieldsOf,
  fill,
  heading,
  mainText,
  open,
  send,
  tokenOf,
} from '../support/pages.ts';
import { today } from '../support/service.ts';
import { actsIn } from '../survey/leading.ts';
import { anotherAssessment, insertAction } from './planning.ts';

const world = stage();
const plan = () => `/plans/${world.assessments.hill}`;
const addressOf = (id: string) => `${plan()}/actions/${id}`;
const rowOf = (id: string) =>
  world.database.selectFrom('action').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** What a browser would send: what stands in the fields as well. */
async function opened(id: string): Promise<Fields> {
  const { text } = await world.browsers.lena.get(addressOf(id)).expect(200);
  const typed = [...text.matchAll(/<input[^>]*name="(action-[^"]*)" type="text"[^>]*>/g)].map(
    ([tag, name = '']) => [name, tag.match(/value="([^"]*)"/)?.[1] ?? ''] as const,
  );
  return { ...Object.fromEntries(typed), ...fieldsOf(text) };
}

describe('changing an action', () => {
  test('saves all of it, and nothing where nothing was changed', async () => {
    const id = await insertAction(world, { item: 'A1', due_on: '2026-03-01' });
    const form = await opened(id);
    const same = await send(world.browsers.lena, addressOf(id), form).expect(303);
    expect(same.headers.location).toBe(`${plan()}?done=changed`);
    expect((await rowOf(id)).version).toBe(1);

    const changed = {
      ...form,
      'action-title-note': 'Another title',
      'action-owner': 'Medical director',
      'action-due-day': '2',
      'action-statement': 'A1-3',
      'action-status': 'in-progress',
    };
    for (let time = 0; time < 2; time++)
      await send(world.browsers.lena, addressOf(id), changed).expect(303);
    expect(await rowOf(id)).toMatchObject({
      title: 'Another title',
      owner: 'Medical director',
      due_on: '2026-03-02',
      item: 'A1',
      statement: 'A1-3',
      status: 'in-progress',
      version: 2,
    });
    expect(await actsIn(world.database, world.assessments.hill)).toEqual(['change-action']);
  });

  test('on two desks keeps both texts, and one chooses', async () => {
    const id = await insertAction(world);
    const form = await opened(id);
    const theirs = { ...form, 'action-title-note': 'Theirs', 'action-status': 'done' };
    await send(world.browsers.lena, addressOf(id), theirs).expect(303);
    const before = await dump(world.database, ['action', 'audit']);
    const mine = { ...form, 'action-title-note': 'Mine', 'action-owner': '"<b>Me</b>' };
    const conflict = await send(world.browsers.lena, addressOf(id), mine).expect(409);
    expectCalm(world.service, conflict);
    expect(heading(conflict.text)).toBe('Somebody else changed this action');
    expect(mainText(conflict.text)).toContain('What is to be done Mine');
    expect(mainText(conflict.text)).toContain('What is to be done Theirs');
    expect(conflict.text).not.toContain('<b>Me');
    expect(await dump(world.database, ['action', 'audit'])).toBe(before);

    const keep = fieldsOf(conflict.text);
    await send(world.browsers.lena, addressOf(id), keep).expect(303);
    expect(await rowOf(id)).toMatchObject({
      title: 'Mine',
      owner: '"<b>Me</b>',
      status: 'not-started',
      version: 3,
    });
  });

  test('of two desks at the very same time happens once', async () => {
    const id = await insertAction(world);
    const form = await opened(id);
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((title) =>
        send(world.browsers.lena, addressOf(id), { ...form, 'action-title-note': title }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
    expect((await rowOf(id)).version).toBe(2);
  });

  test('is refused with what was typed', async () => {
    const id = await insertAction(world, { item: 'A1', statement: 'A1-2' });
    const before = await dump(world.database, ['action', 'audit']);
    const answer = await fill(world.browsers.lena, addressOf(id), {
      'action-title-note': 'Kept',
      'action-owner': '',
      'action-due-day': '1',
      'action-due-month': '2',
      'action-due-year': '2026',
      'action-item': 'A2',
      'action-status': 'somehow',
    });
    expect(answer.status).toBe(422);
    expect(errorsOn(answer.text)).toEqual([
      ['Enter who owns it', '#action-owner'],
      ['Choose a statement of the question that is chosen now, or none', '#action-statement'],
      ['Choose how far it is', '#action-status'],
    ]);
    expect(answer.text).toContain('value="Kept"');
    expect(answer.text).toContain('<option value="A2-2">');
    expect(await dump(world.database, ['action', 'audit'])).toBe(before);
  });

  test('of an earlier cycle is possible in the plan it is still on', async () => {
    const earlier = await anotherAssessment(world, 'Autumn 2025');
    const id = await insertAction(world, { assessment_id: earlier, title: 'Left over' });
    const form = { ...(await opened(id)), 'action-status': 'done' };
    const done = await send(world.browsers.lena, addressOf(id), form).expect(303);
    expect(done.headers.location).toBe(`${plan()}?done=over`);
    expect(await rowOf(id)).toMatchObject({ assessment_id: earlier, status: 'done' });
    expect(await actsIn(world.database, earlier)).toEqual(['change-action']);
  });

  test('is for who leads the assessment whose plan it is on', async () => {
    const id = await insertAction(world);
    const later = await anotherAssessment(world, 'Autumn 2027', '2027-10-01T00:00:00.000Z');
    const future = await insertAction(world, { assessment_id: later });
    const dales = await insertAction(world, { assessment_id: world.assessments.dale });
    const past = await anotherAssessment(world, 'Dale, 2025', '2025-09-01T00:00:00.000Z', 'dale');
    const dalesPast = await insertAction(world, { assessment_id: past });
    const { lena, fay, sam, leo } = world.browsers;
    const form = await open(lena, addressOf(id));
    const before = await dump(world.database, ['action', 'audit']);
    for (const [browser, address, status] of [
      [fay, addressOf(id), 403],
      [sam, addressOf(id), 403],
      [leo, addressOf(id), 404],
      [leo, `/plans/${world.assessments.dale}/actions/${id}`, 404],
      [lena, addressOf(dales), 404],
      [lena, addressOf(dalesPast), 404],
      [lena, addressOf(future), 404],
      [lena, addressOf(crypto.randomUUID()), 404],
      [lena, addressOf('nothing'), 404],
    ] as const) {
      await browser.get(address).expect(status);
      const _csrf = await tokenOf(browser);
      const changed = { ...form, 'action-title-note': 'Changed', _csrf };
      await send(browser, address, changed).expect(status);
    }
    expect(await dump(world.database, ['action', 'audit'])).toBe(before);
  });

  test('is not for who leads another organisation, and only signs for this one', async () => {
    const id = await insertAction(world);
    await world.database
      .insertInto('appointment')
      .values({
        id: crypto.randomUUID(),
        person_id: people.leo,
        role: 'signatory',
        organisation_code: organisations.hill.code,
        assessment_id: null,
        appointed_at: today.toISOString(),
      })
      .execute();
    const { leo } = world.browsers;
    await leo.get(plan()).expect(200);
    for (const page of [`${plan()}/actions/new`, addressOf(id)]) await leo.get(page).expect(404);
    const _csrf = await tokenOf(leo);
    for (const page of [`${plan()}/actions`, addressOf(id)])
      await send(leo, page, { _csrf }).expect(404);
  });
});
