import { describe, expect, test } from '@jest/globals';
import { baseOf, everything, people, placeOf, save, stage } from '../support/cast.ts';
import {
  dump,
  fieldsOf,
  fill,
  mainText,
  open,
  refused,
  send,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import { today } from '../support/service.ts';
import { typingTooLong } from './typing-too-long.ts';

const world = stage();
const alice = typingTooLong(world);
const question = () => `${baseOf(world)}/questions/A1`;
const note = 'Half a thought that must not be lost';
const typed = { 'A1-answer': '4', 'A1-note': note, 'A1-share': 'yes' };
const answers = () => world.database.selectFrom('answer').selectAll().execute();

describe('what is kept waits for its person', () => {
  test('and the task list and the check page lead to it', async () => {
    await alice.typeTooLong(typed);
    await alice.signInAgain();
    for (const page of ['', '/answers']) {
      const { text } = await alice.browser.get(`${baseOf(world)}${page}`).expect(200);
      expect(mainText(text)).toContain('What you typed before your session ended is kept');
      expect(text).toContain(`href="${question()}">Named executive</a>`);
    }
  });

  test('and reading changes nothing', async () => {
    await alice.typeTooLong(typed);
    await alice.signInAgain();
    const tables = ['kept_form', 'answer', 'respondent'] as const;
    const before = await dump(world.database, tables);
    for (const page of ['', '/answers', '/questions/A1', '/questions/A1?saved', '/dimensions/A'])
      await alice.browser.get(`${baseOf(world)}${page}`).expect(200);
    await alice.browser.head(question()).expect(200);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('until they save that page, even with what was saved before', async () => {
    await fill(alice.browser, question(), { 'A1-answer': '2', 'A1-note': 'Saved' });
    const { text } = await alice.typeTooLong(typed);
    expect(text).toContain('Sign in');
    await alice.signInAgain();
    const page = await alice.browser.get(question()).expect(200);
    const [, instead = ''] = page.text.match(/href="([^"]*)">Show what is saved instead/) ?? [];
    const form = await open(alice.browser, instead);
    expect(form).toMatchObject({ 'A1-answer': '2', 'A1-note': 'Saved' });
    await send(alice.browser, question(), form).expect(303);
    expect(await alice.kept()).toEqual([]);
    expect(await answers()).toMatchObject([{ answer: '2', note: 'Saved' }]);
  });

  test('until they save that page with nothing on it at all', async () => {
    await alice.typeTooLong({ 'A1-note': note });
    await alice.signInAgain();
    await fill(alice.browser, question(), { 'A1-note': '', 'A1-share': [], afterwards: 'later' });
    expect(await answers()).toEqual([]);
    expect(await alice.kept()).toEqual([]);
  });

  test('until they submit', async () => {
    const place = await placeOf(world, 'alice', 'hill');
    await save(world.database, place.respondentId, everything(place.questionnaire));
    await fill(alice.browser, `${baseOf(world)}/role`, { role: 'data-lead' });
    await alice.typeTooLong(typed);
    await alice.signInAgain();
    const _csrf = await tokenOf(alice.browser);
    await send(alice.browser, `${baseOf(world)}/submission`, { _csrf }).expect(303);
    expect(await alice.kept()).toEqual([]);
    await world.database
      .updateTable('respondent')
      .set({ submitted_at: null, role: null })
      .where('id', '=', place.respondentId)
      .execute();
  });

  test('for seven days', async () => {
    await alice.typeTooLong(typed);
    alice.later(21 + 7 * 24);
    await alice.signInAgain();
    expect(await open(alice.browser, question())).toMatchObject(typed);
    alice.later(21 + 7 * 24 + 0.1);
    expect(await open(alice.browser, question())).toMatchObject({ 'A1-note': '' });
    expect(mainText((await alice.browser.get(baseOf(world))).text)).not.toContain('is kept');
    await alice.typeTooLong({ 'A2-note': 'New' }, `${baseOf(world)}/questions/A2`, 300);
    expect((await alice.kept()).map(({ path }) => path)).toEqual([`${baseOf(world)}/questions/A2`]);
  });

  test('and is theirs to copy where the survey closes meanwhile', async () => {
    await alice.typeTooLong(typed);
    const close = (closed_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closed_at })
        .where('id', '=', world.assessments.hill)
        .execute();
    await close(today.toISOString());
    await alice.signInAgain();
    const { headers } = await alice.browser.get(question()).expect(303);
    const { text } = await alice.browser.get(headers.location ?? '').expect(200);
    expect(mainText(text)).toContain('Your session ended before you saved these notes');
    expect(textarea(text, 'kept-0')).toBe(note);
    await close(null);
  });
});

test('what another window has saved meanwhile is not overwritten in silence', async () => {
  const form = await open(alice.browser, question());
  const other = await world.service.as(people.alice);
  await fill(other, question(), { 'A1-answer': '1', 'A1-note': 'From another window' });
  alice.later(21);
  await send(alice.browser, question(), { ...form, ...typed }).expect(401);
  await alice.signInAgain();
  const mine = await open(alice.browser, question());
  const { text } = await refused(world, 409, () => send(alice.browser, question(), mine));
  expect(mainText(text)).toContain(`What you typed here 4 Embedded ${note}`);
  expect(mainText(text)).toContain('1 Unowned From another window');
  expect(await alice.kept()).toHaveLength(1);

  const [, theirs = ''] = text.match(/href="([^"]*)">Keep what is already saved/) ?? [];
  expect(await open(alice.browser, theirs)).toMatchObject({ 'A1-note': 'From another window' });
  await send(alice.browser, question(), { ...fieldsOf(text), afterwards: 'later' }).expect(303);
  expect(await answers()).toMatchObject([{ note, version: 2 }]);
  expect(await alice.kept()).toEqual([]);
});
