import { describe, expect, test } from '@jest/globals';
import { baseOf, people, stage } from '../support/cast.ts';
import {
  fieldsOf,
  fill,
  heading,
  mainText,
  open,
  refused,
  send,
  textarea,
} from '../support/pages.ts';
import { field } from '../support/service.ts';
import { typingTooLong } from './typing-too-long.ts';

const world = stage();
const alice = typingTooLong(world);
const question = () => `${baseOf(world)}/questions/A1`;
const note = 'Half a thought that must not be lost';
const typed = { 'A1-answer': '4', 'A1-note': note, 'A1-share': 'yes' };
const answers = () => world.database.selectFrom('answer').selectAll().execute();
const banner = 'What you typed before your session ended is on the form again.';

describe('a session that ends in the middle of a note', () => {
  test('keeps the note, and it is on the form again after signing in', async () => {
    const { text } = await alice.typeTooLong(typed);
    expect(heading(text)).toBe('You are signed out');
    expect(mainText(text)).toContain('What you typed is kept for seven days.');
    expect(mainText(text)).not.toContain(note);
    const back = `/sign-in?return=${encodeURIComponent(question())}`;
    expect(text).toContain(`href="${back}"`);
    expect(await answers()).toEqual([]);

    const signIn = await alice.browser.get(back).expect(200);
    expect(signIn.text).toContain(`value="${question()}"`);
    const person = people.alice;
    const signedIn = await send(alice.browser, '/sessions', { person, return: question() });
    expect(signedIn.headers.location).toBe(question());
    const form = await alice.browser.get(question()).expect(200);
    expect(mainText(form.text)).toContain(banner);
    expect(fieldsOf(form.text)).toMatchObject({ ...typed, 'A1-version': '0' });
    expect(mainText(form.text)).not.toContain('Saved at');
    expect(await answers()).toEqual([]);

    await send(alice.browser, question(), fieldsOf(form.text)).expect(303);
    expect(await answers()).toMatchObject([{ answer: '4', note, note_shared: 1, version: 1 }]);
    expect(await alice.kept()).toEqual([]);
    expect(mainText((await alice.browser.get(question())).text)).not.toContain(banner);
  });

  test('because seven days are over, though it was used every day, keeps it too', async () => {
    for (let hours = 19; hours < 7 * 24; hours += 19) {
      alice.later(hours);
      await alice.browser.get('/assessments').expect(200);
    }
    await alice.typeTooLong(typed, question(), 7 * 24 + 0.1);
    await alice.signInAgain();
    expect(await open(alice.browser, question())).toMatchObject(typed);
  });

  test('on the page of a whole dimension or of the ownership map keeps all of it', async () => {
    const dimension = `${baseOf(world)}/dimensions/B`;
    const notes = { 'B1-answer': 'dont-know', 'B2-note': note, 'B3-note': 'And more' };
    await alice.typeTooLong(notes, dimension);
    await alice.signInAgain();
    const ownership = `${baseOf(world)}/ownership`;
    await alice.typeTooLong({ 'M01-answer': 'shared' }, ownership, 42);
    await alice.signInAgain();
    expect(await open(alice.browser, dimension)).toMatchObject(notes);
    expect(await open(alice.browser, ownership)).toMatchObject({ 'M01-answer': 'shared' });
    await fill(alice.browser, dimension, { afterwards: 'later' });
    expect((await alice.kept()).map(({ path }) => path)).toEqual([ownership]);
  });

  test('keeps the newest of what was typed on one page', async () => {
    const form = await open(alice.browser, question());
    alice.later(21);
    for (const text of ['First', 'First and second'])
      await send(alice.browser, question(), { ...form, 'A1-note': text }).expect(401);
    await alice.signInAgain();
    expect((await open(alice.browser, question()))['A1-note']).toBe('First and second');
    expect(await alice.kept()).toHaveLength(1);
  });

  test('keeps what autosave sends, and says so to the script', async () => {
    const form = { ...(await open(alice.browser, question())), ...typed, afterwards: 'stay' };
    alice.later(21);
    const { status, body } = await send(alice.browser, question(), form).set(
      'Accept',
      'application/json',
    );
    expect(status).toBe(401);
    expect(body).toEqual({
      message:
        'Your session has ended. What you typed is kept: choose Save and continue to sign in again, and it is on the form for you to save.',
    });
    await alice.signInAgain();
    expect(await open(alice.browser, question())).toMatchObject(typed);
  });

  test('leads back to checking the answers where the person came from there', async () => {
    const { text } = await alice.typeTooLong(typed, `${question()}?change`);
    expect(text).toContain(`return=${encodeURIComponent(`${question()}?change`)}"`);
    await alice.signInAgain();
    const saved = await fill(alice.browser, `${question()}?change`, {});
    expect(saved.headers.location).toBe(`${baseOf(world)}/answers#A1`);
    expect(await alice.kept()).toEqual([]);
  });

  test('keeps text that no form may save, so that it can be made to fit', async () => {
    const long = 'x'.repeat(5000);
    await alice.typeTooLong({ 'A1-answer': '3', 'A1-note': `${long}\u0000` });
    await alice.signInAgain();
    const form = await open(alice.browser, question());
    expect(form['A1-note']).toBe(`${long}\u0000`);
    const { text } = await refused(world, 422, () => send(alice.browser, question(), form));
    expect(textarea(text, 'A1-note')).toBe(`${long}\u0000`);
    expect(await alice.kept()).toHaveLength(1);
  });

  test('keeps what the form has and nothing else that was sent', async () => {
    await alice.typeTooLong({ ...typed, 'A2-note': 'Another question', admin: 'true' });
    const [form] = await alice.kept();
    expect(JSON.parse(form?.content ?? '')).toEqual({
      A1: { answer: '4', note, share: 'yes', version: '0' },
    });
  });

  test('keeps nothing where all of it is saved already', async () => {
    await fill(alice.browser, question(), typed);
    const { text } = await alice.typeTooLong({});
    expect(mainText(text)).toContain('Your session has ended, so nothing was saved.');
    expect(await alice.kept()).toEqual([]);
  });
});

test('somebody else who signs in on that browser sees nothing of it', async () => {
  await alice.typeTooLong(typed);
  const currentToken = async () => field((await alice.browser.get('/method')).text, '_csrf');
  for (const person of [people.bob, people.charlie, people.lena]) {
    const _csrf = await currentToken();
    await send(alice.browser, '/sessions', { _csrf, person, return: question() }).expect(303);
    for (const page of ['', '/answers', '/questions/A1', '/questions/A1?saved', '/dimensions/A']) {
      const { text } = await alice.browser.get(`${baseOf(world)}${page}`);
      expect(text).not.toContain(note);
      expect(text).not.toContain('is kept');
    }
  }
  expect(await alice.kept()).toHaveLength(1);
});
