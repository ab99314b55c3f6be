import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  baseOf,
  everything,
  type Name,
  people,
  placeOf,
  save,
  stage,
  type Where,
} from '../support/cast.ts';
import { fill, mainText, open, refused, send, textarea, tokenOf } from '../support/pages.ts';

/** One person who answers for two organisations, and two people who share one browser. */
const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;
const note = 'Too good to lose';

/** Answers everything at one place, up to the button that submits. */
async function answerAll(name: Name, where: Where, level: string): Promise<void> {
  const { respondentId, questionnaire } = await placeOf(world, name, where);
  await save(
    world.database,
    respondentId,
    everything(questionnaire, () => level),
  );
  await fill(world.browsers[name], `${baseOf(world, where)}/role`, { role: 'chief-executive' });
}

async function submit(name: Name, where: Where) {
  const browser = world.browsers[name];
  return send(browser, `${baseOf(world, where)}/submission`, { _csrf: await tokenOf(browser) });
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
  await world.database.updateTable('respondent').set({ submitted_at: null, role: null }).execute();
});

describe('one person in two organisations', () => {
  test('answers twice, submits twice, and sees one profile for each', async () => {
    await answerAll('dora', 'dale', '2');
    await answerAll('dora', 'board', '5');
    expect((await submit('dora', 'dale')).status).toBe(303);
    const { dora } = world.browsers;
    await dora.get(`${baseOf(world, 'board')}/profile`).expect(303);
    await dora.get(`${baseOf(world, 'board')}/questions/A1`).expect(200);
    expect((await submit('dora', 'board')).status).toBe(303);
    const profile = async (where: Where) =>
      mainText((await dora.get(`${baseOf(world, where)}/profile`).expect(200)).text);
    expect(await profile('dale')).toContain('You put every dimension at 2.');
    expect(await profile('board')).toContain('You put every dimension at 5.');
  });

  test('is one person: one home, one session, one name', async () => {
    const { text } = await world.browsers.dora.get('/assessments').expect(200);
    for (const name of ['Dale NHS Trust', 'NHS Vale Integrated Care Board'])
      expect(text.match(new RegExp(`heading-m">${name}<`, 'g'))).toHaveLength(1);
    const sessions = await world.database
      .selectFrom('session')
      .selectAll()
      .where('person_id', '=', people.dora)
      .execute();
    expect(sessions).toHaveLength(1);
  });

  test('removes the answers of one without touching the other', async () => {
    await answerAll('dora', 'dale', '2');
    await answerAll('dora', 'board', '5');
    const board = await placeOf(world, 'dora', 'board');
    await fill(world.browsers.dora, `${baseOf(world, 'dale')}/erasure`, {});
    const left = await world.database.selectFrom('answer').select('respondent_id').execute();
    expect(new Set(left.map(({ respondent_id }) => respondent_id))).toEqual(
      new Set([board.respondentId]),
    );
  });
});

describe('two people at one browser, one after the other', () => {
  test('never see each other’s answers, nor does the page of the first save as the second', async () => {
    const shared = world.service.visitor();
    await send(shared, '/sessions', { person: people.alice }).expect(303);
    const hers = await open(shared, question());
    await send(shared, '/sessions/end', { _csrf: hers._csrf ?? '' }).expect(303);
    await send(shared, '/sessions', { person: people.bob }).expect(303);
    const { text } = await refused(world, 403, () =>
      send(shared, question(), { ...hers, 'A1-answer': '3', 'A1-note': note }),
    );
    expect(textarea(text, 'kept')).toBe(note);
    expect((await open(shared, question()))['A1-note']).toBe('');
  });
});
