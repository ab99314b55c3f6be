import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { baseOf, people, stage } from '../support/cast.ts';
import { type Fields, mainText, open, refused, send, textarea, tokenOf } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';

/** Whose forms are not kept, though their session seems to have ended: they get theirs to copy. */
const world = stage();
const hour = 60 * 60 * 1000;
const question = () => `${baseOf(world)}/questions/A1`;
const note = 'Half a thought that must not be lost';

const later = (hours: number) =>
  world.service.setTime(new Date(today.getTime() + hours * hour).toISOString());
const kept = () => world.database.selectFrom('kept_form').selectAll().execute();

let browser: Agent;
/** What Alice has on her page, and the token of the session that it is of. */
let form: Record<string, string>;

beforeEach(async () => {
  await world.database.deleteFrom('session').execute();
  later(0);
  browser = await world.service.as(people.alice);
  form = { ...(await open(browser, question())), 'A1-answer': '4', 'A1-note': note };
});

afterEach(() => later(0));

/** Sends a form when the session has ended, and looks that nothing of it is kept. */
async function expectNothingKept(
  fields: Fields,
  { from = browser, to = question(), cookie = '' } = {},
): Promise<void> {
  const { text } = await refused(world, 401, () => {
    const request = send(from, to, fields);
    return cookie ? request.set('Cookie', cookie) : request;
  });
  expect(mainText(text)).toContain('It is not saved. Copy it from here if you need it.');
  expect(textarea(text, 'kept')).toContain(note);
  expect(await kept()).toEqual([]);
}

test('a form of a session that has ended is kept, so that what follows can fail', async () => {
  later(21);
  await send(browser, question(), form).expect(401);
  expect(await kept()).toHaveLength(1);
  await world.database.deleteFrom('kept_form').execute();
});

test.each(['', 'wrong', 'x'.repeat(43)])('nothing for the token %p', async (_csrf) => {
  later(21);
  await expectNothingKept({ ...form, _csrf });
});

test('nothing for the token of another session of the same person', async () => {
  const _csrf = await tokenOf(await world.service.as(people.alice));
  later(21);
  await expectNothingKept({ ...form, _csrf });
});

test('nothing for a browser without a cookie, or with one that is unknown', async () => {
  later(21);
  const from = world.service.visitor();
  await expectNothingKept(form, { from });
  await expectNothingKept(form, { from, cookie: `session=${'x'.repeat(43)}` });
});

test('nothing for somebody who is disabled', async () => {
  const disable = (disabled_at: string | null) =>
    world.database
      .updateTable('person')
      .set({ disabled_at })
      .where('id', '=', people.alice)
      .execute();
  later(21);
  await disable(today.toISOString());
  await expectNothingKept(form);
  await disable(null);
});

test('nothing for somebody who has signed out, though their cookie were still there', async () => {
  const from = world.service.visitor();
  const { headers } = await send(from, '/sessions', { person: people.alice });
  const [cookie = ''] = String(headers['set-cookie']).split(';');
  const opened = await open(from, question());
  const mine = { ...form, ...opened, 'A1-note': note };
  await send(from, '/sessions/end', { _csrf: opened._csrf ?? '' }).expect(303);
  later(21);
  await expectNothingKept(mine, { from: world.service.visitor(), cookie });
});

test('nothing in a place that was withdrawn', async () => {
  const withdraw = (withdrawn_at: string | null) =>
    world.database
      .updateTable('respondent')
      .set({ withdrawn_at })
      .where('person_id', '=', people.alice)
      .execute();
  later(21);
  await withdraw(today.toISOString());
  await expectNothingKept(form);
  await withdraw(null);
});

test('nothing in a place of other people, and in one that does not exist', async () => {
  later(21);
  for (const base of [baseOf(world, 'dale'), `/assessments/${newId()}`, '/assessments/x'])
    await expectNothingKept(form, { to: `${base}/questions/A1` });
});

test('nothing when the survey has closed', async () => {
  later(21);
  await world.database.updateTable('assessment').set({ closes_at: today.toISOString() }).execute();
  await expectNothingKept(form);
  await world.database.updateTable('assessment').set({ closes_at: null }).execute();
});

test('nothing when it is too much', async () => {
  later(21);
  await expectNothingKept({ ...form, 'A1-note': note + 'x'.repeat(100_000) });
});

test('nothing from another site', async () => {
  later(21);
  await send(browser, question(), form).set('Sec-Fetch-Site', 'cross-site').expect(403);
  expect(await kept()).toEqual([]);
});

test('nothing on pages that are no form of answers', async () => {
  later(21);
  for (const page of ['/role', '/notice', '/submission', '/erasure'])
    await expectNothingKept(form, { to: `${baseOf(world)}${page}` });
});
