import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { baseOf, everything, people, placeOf, save, stage } from '../support/cast.ts';
import {
  fieldsOf,
  fill,
  heading,
  mainText,
  open,
  refused,
  send,
  textarea,
  tokenOf,
} from '../support/pages.ts';
import { today } from '../support/service.ts';

/** What goes wrong for people who answer: each ends in a clear page, nothing lost or doubled. */
const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;
const note = 'Too good to lose';

const answers = () =>
  world.database.selectFrom('answer').select(['item', 'answer', 'note', 'version']).execute();

/** Answers everything as Alice, up to the button that submits. */
async function answerAll(): Promise<void> {
  const { respondentId, questionnaire } = await placeOf(world, 'alice', 'hill');
  await save(world.database, respondentId, everything(questionnaire));
  await fill(world.browsers.alice, `${baseOf(world)}/role`, { role: 'chief-executive' });
}

async function submit() {
  const { alice } = world.browsers;
  return send(alice, `${baseOf(world)}/submission`, { _csrf: await tokenOf(alice) });
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
  await world.database.updateTable('respondent').set({ submitted_at: null, role: null }).execute();
});

afterEach(() => world.service.setTime(today.toISOString()));

describe('two tabs', () => {
  test('with the same form: the second is shown both, and what it typed goes along', async () => {
    const { alice } = world.browsers;
    const tab = await open(alice, question());
    await fill(alice, question(), { 'A1-answer': '2' });
    const { text } = await refused(world, 409, () =>
      send(alice, question(), { ...tab, 'A1-answer': '4', 'A1-note': note }),
    );
    expect(heading(text)).toBe('This was changed in another window');
    expect(fieldsOf(text)).toMatchObject({ 'A1-answer': '4', 'A1-note': note });
  });

  test('with a question and its dimension: what was saved in one is not lost by the other', async () => {
    const { alice } = world.browsers;
    const dimension = `${baseOf(world)}/dimensions/A`;
    const tab = await open(alice, dimension);
    await fill(alice, question(), { 'A1-answer': '2', 'A1-note': note });
    const late = { ...tab, 'A2-answer': '5', afterwards: 'later' };
    await send(alice, dimension, late).expect(303);
    expect(await answers()).toEqual([
      { item: 'A1', answer: '2', note, version: 1 },
      { item: 'A2', answer: '5', note: null, version: 1 },
    ]);
  });

  test('one of which submits: the other keeps what was typed, on a page that says why', async () => {
    await answerAll();
    const tab = await open(world.browsers.alice, question());
    expect((await submit()).status).toBe(303);
    const { text } = await refused(world, 409, () =>
      send(world.browsers.alice, question(), { ...tab, 'A1-note': note }),
    );
    expect(mainText(text)).toContain('You have submitted your answers');
    expect(textarea(text, 'kept')).toBe(note);
  });
});

describe('a double click', () => {
  test('on Save and continue saves once and goes on twice', async () => {
    const { alice } = world.browsers;
    const form = { ...(await open(alice, question())), 'A1-answer': '3', 'A1-note': note };
    const both = await Promise.all([1, 2].map(() => send(alice, question(), form)));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await answers()).toEqual([{ item: 'A1', answer: '3', note, version: 1 }]);
  });

  test('on Submit submits once, and the second click is told so', async () => {
    await answerAll();
    const both = await Promise.all([submit(), submit()]);
    const second = both.find(({ status }) => status === 409);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(mainText(second?.text ?? '')).toContain('You have submitted your answers');
  });
});

describe('Back', () => {
  test('after saving brings the form as it was: changing it then is asked about', async () => {
    const { alice } = world.browsers;
    const form = await open(alice, question());
    await send(alice, question(), { ...form, 'A1-answer': '3' }).expect(303);
    await refused(world, 409, () => send(alice, question(), { ...form, 'A1-answer': '4' }));
  });

  test('after submitting leads to the answers, which are read only, and never to the form', async () => {
    await answerAll();
    await submit();
    const { alice } = world.browsers;
    for (const page of ['', '/questions/A1', '/dimensions/A', '/ownership', '/role']) {
      const { headers } = await alice.get(`${baseOf(world)}${page}`).expect(303);
      expect(headers.location).toBe(`${baseOf(world)}/answers`);
    }
    const { text, headers } = await alice.get(`${baseOf(world)}/answers`).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(mainText(text)).toContain('They are final.');
  });
});

describe('the end of a session', () => {
  test('keeps what was typed until its person has signed in again', async () => {
    const browser = await world.service.as(people.alice);
    const form = { ...(await open(browser, question())), 'A1-answer': '3', 'A1-note': note };
    world.service.setTime('2026-11-23T10:00:00Z');
    await refused(world, 401, () => send(browser, question(), form));
    await send(browser, '/sessions', { person: people.alice }).expect(303);
    expect((await open(browser, question()))['A1-note']).toBe(note);
    await fill(browser, question(), {});
    expect(await answers()).toEqual([{ item: 'A1', answer: '3', note, version: 1 }]);
  });

  test('before submitting: nothing is submitted, and after signing in it is', async () => {
    await answerAll();
    const browser = await world.service.as(people.alice);
    const _csrf = await tokenOf(browser);
    world.service.setTime('2026-11-23T10:00:00Z');
    const address = `${baseOf(world)}/submission`;
    const { text } = await refused(world, 401, () => send(browser, address, { _csrf }));
    expect(mainText(text)).toContain('Your session has ended');
    await send(browser, '/sessions', { person: people.alice }).expect(303);
    await send(browser, address, { _csrf: await tokenOf(browser) }).expect(303);
  });
});

test('a save after closing is refused with the text to copy, and the answers stay readable', async () => {
  const { alice } = world.browsers;
  await fill(alice, question(), { 'A1-answer': '2', 'A1-note': 'Saved in time' });
  const form = { ...(await open(alice, question())), 'A1-note': note };
  await closeSurvey(world.database, () => today, world.assessments.hill, null);
  const { text } = await refused(world, 409, () => send(alice, question(), form));
  expect(mainText(text)).toContain('The survey has closed');
  expect(textarea(text, 'kept')).toBe(note);
  const own = mainText((await alice.get(`${baseOf(world)}/answers`).expect(200)).text);
  expect(own).toContain('Saved in time');
  expect(own).toContain('so they were not counted');
});
