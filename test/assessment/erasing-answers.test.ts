import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { newId } from '../../src/shared/ids.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { baseOf, everything, people, placeOf, save, stage } from '../support/cast.ts';
import { fill, heading, mainText, open, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd, resultsOf } from '../support/surveys.ts';

const world = stage();
const at = today.toISOString();
const page = () => `${baseOf(world)}/erasure`;
let respondent: string;

/** Alice at Hill: invited, answered with a shared note, something kept; others answered too. */
beforeEach(async () => {
  const { database } = world;
  const hill = world.assessments.hill;
  for (const table of ['survey_results', 'survey_release', 'survey_comment', 'message'] as const)
    await database.deleteFrom(table).execute();
  for (const table of ['invitation', 'respondent'] as const)
    await database.deleteFrom(table).where('assessment_id', '=', hill).execute();
  await database.updateTable('assessment').set({ closed_at: null }).execute();
  const person_id = people.alice;
  await database
    .insertInto('invitation')
    .values({
      ...{ id: newId(), purpose: 'respondent', scope: hill, assessment_id: hill, name: 'Alice' },
      ...{ email: 'alice@leaders.example', person_id, created_at: at, expires_at: at },
    })
    .execute();
  respondent = newId();
  await database
    .insertInto('respondent')
    .values({ id: respondent, assessment_id: hill, person_id, role: 'data-lead' })
    .execute();
  const { questionnaire } = await placeOf(world, 'alice', 'hill');
  await save(database, respondent, everything(questionnaire));
  await database
    .updateTable('answer')
    .set({ note: 'A note of hers', note_shared: 1 })
    .where('item', '=', 'A1')
    .execute();
  await keepSomething();
  await answerAs(database, hill, crowd(7, 3));
});

const keepSomething = () =>
  world.database
    .insertInto('kept_form')
    .values({ respondent_id: respondent, path: '/x', content: '{}', kept_at: at })
    .execute();
const row = () =>
  world.database
    .selectFrom('respondent')
    .selectAll()
    .where('id', '=', respondent)
    .executeTakeFirst();
const answers = () =>
  world.database
    .selectFrom('answer')
    .select(['item', 'answer', 'note', 'note_shared'])
    .where('respondent_id', '=', respondent)
    .orderBy('item')
    .execute();
const count = async (table: 'kept_form' | 'respondent' | 'answer') =>
  (await world.database.selectFrom(table).selectAll().execute()).length;

async function submit(): Promise<void> {
  const { _csrf = '' } = await open(world.browsers.alice, page());
  await send(world.browsers.alice, `${baseOf(world)}/submission`, { _csrf }).expect(303);
}

describe('before the survey has closed', () => {
  test.each(['a draft', 'submitted answers'])('%s go altogether', async (what) => {
    if (what !== 'a draft') await submit();
    const others = (await count('respondent')) - 1;
    const { text } = await world.browsers.alice.get(page()).expect(200);
    expect(heading(text)).toContain('Remove your answers');
    expect(mainText(text)).toContain('your role, your answers and your notes are deleted');
    expect(await answers()).not.toEqual([]);

    const erased = await fill(world.browsers.alice, page(), {});
    expect([erased.status, erased.headers.location]).toEqual([303, '/assessments?done=removed']);
    expect(await row()).toBeUndefined();
    expect(await answers()).toEqual([]);
    expect(await count('kept_form')).toBe(0);
    expect(await count('respondent')).toBe(others);
    await world.browsers.alice.get(baseOf(world)).expect(404);
    expect(mainText((await world.browsers.alice.get('/assessments')).text)).not.toContain('Hill');

    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    expect((await resultsOf(world.database, world.assessments.hill)).respondents).toBe(7);
  });

  test('the invitation stays as the lead sees it, without the person', async () => {
    const invitations = () => world.database.selectFrom('invitation').selectAll().execute();
    const [before] = await invitations();
    await fill(world.browsers.alice, page(), {});
    expect(await invitations()).toEqual([{ ...before, person_id: null }]);
  });
});

describe('after the survey has closed', () => {
  beforeEach(async () => {
    await submit();
    await keepSomething();
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
  });

  test('the results stay, and with them answers that are nobody’s and without notes', async () => {
    const { hill } = world.assessments;
    const results = await resultsOf(world.database, hill);
    const released = await world.database.selectFrom('survey_release').selectAll().execute();
    const before = await answers();
    const { text } = await world.browsers.alice.get(page()).expect(200);
    expect(mainText(text)).toContain('the results stay as they are');

    const erased = await fill(world.browsers.alice, page(), {});
    expect(erased.headers.location).toBe('/assessments?done=unlinked');
    expect(await row()).toMatchObject({ person_id: null, role: 'data-lead' });
    expect(await answers()).toEqual(
      before.map((answer) => ({ ...answer, note: null, note_shared: 0 })),
    );
    expect(await count('kept_form')).toBe(0);
    expect(await resultsOf(world.database, hill)).toEqual(results);
    expect(await world.database.selectFrom('survey_release').selectAll().execute()).toEqual(
      released,
    );
    for (const gone of ['', '/profile', '/answers'])
      await world.browsers.alice.get(`${baseOf(world)}${gone}`).expect(404);
  });

  test('nothing in the database says whose answers they were', async () => {
    await fill(world.browsers.alice, page(), {});
    const lines = await readChain(world.database, world.assessments.hill);
    expect(lines.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['submit', 'erase-respondent']),
    );
    for (const line of lines)
      if (JSON.stringify(line).includes(respondent)) expect(line.actorId).toBeNull();
    expect(firstBroken(lines)).toBeNull();
  });
});

test('erasing twice, in two windows, is calm', async () => {
  const form = await open(world.browsers.alice, page());
  const statuses = await Promise.all(
    [1, 2, 3].map(async () => (await send(world.browsers.alice, page(), form)).status),
  );
  expect(statuses.sort()).toEqual([303, 404, 404]);
  expect(world.service.logged).toEqual([]);
});

test('only who has answered can do it, and it leaves their colleagues and their other places', async () => {
  const before = await count('answer');
  const form = await open(world.browsers.alice, page());
  await send(world.service.visitor(), page(), form).expect(401);
  await send(world.browsers.alice, page(), { ...form, _csrf: 'wrong' }).expect(403);
  for (const name of ['bob', 'charlie', 'lena', 'fay', 'nora'] as const) {
    const browser = world.browsers[name];
    await browser.get(page()).expect(404);
    await send(browser, page(), { _csrf: await tokenOf(browser) }).expect(404);
  }
  expect(await count('answer')).toBe(before);
  await fill(world.browsers.dora, `${baseOf(world, 'dale')}/erasure`, {});
  await world.browsers.dora.get(baseOf(world, 'dale')).expect(404);
  await world.browsers.dora.get(baseOf(world, 'board')).expect(200);
  expect(await count('answer')).toBe(before);
});
