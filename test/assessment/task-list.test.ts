import { beforeEach, describe, expect, test } from '@jest/globals';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { timestamp } from '../../src/shared/clock.ts';
import { baseOf, everything, placeOf, save, setRespondent, stage } from '../support/cast.ts';
import { fill, mainText, plainText } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const trust = loadQuestionnaire(latestVersion, 'trust');
const total = questionsOf(trust).length;

/** Each task on the list: its name, its status, and where it leads. */
async function tasks(): Promise<[name: string, status: string, href: string][]> {
  const { text } = await world.browsers.alice.get(baseOf(world)).expect(200);
  const [main = ''] = text.split('</main>');
  return main
    .split('<li class="nhsuk-task-list__item')
    .slice(1)
    .map((item) => [
      plainText(item.match(/<a[^>]*task-list__link[\s\S]*?<\/a>|<div>[\s\S]*?<\/div>/)?.[0] ?? ''),
      plainText(item.match(/<strong[\s\S]*?<\/strong>/)?.[0] ?? ''),
      item.match(/href="([^"]*)"/)?.[1]?.replace(baseOf(world), '') ?? '',
    ]);
}

const lead = async () => mainText((await world.browsers.alice.get(baseOf(world))).text);
const alice = async () => (await placeOf(world, 'alice', 'hill')).respondentId;

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
});

describe('the task list', () => {
  test('begins with nothing started and nothing to submit', async () => {
    expect(await tasks()).toEqual([
      ['Who sees what', 'Not yet started', '/notice'],
      ['Your role', 'Not yet started', '/role'],
      ...trust.dimensions.map(({ name, code }) => [name, 'Not yet started', `/questions/${code}1`]),
      ['Ownership map', 'Not yet started', '/ownership'],
      ['Check your answers and submit', 'Cannot start yet', ''],
    ]);
    expect(await lead()).toContain(`You have answered 0 of ${total} questions. The rest takes`);
  });

  test('counts what is answered in each part and leads to the first that is not', async () => {
    await save(world.database, await alice(), [
      ['A1', '3'],
      ['A3', 'dont-know'],
      ['M01', 'shared'],
    ]);
    const list = await tasks();
    expect(list[2]?.slice(1)).toEqual(['In progress', '/questions/A2']);
    expect(list[3]?.slice(1)).toEqual(['Not yet started', '/questions/B1']);
    expect(list.at(-2)?.slice(1)).toEqual(['In progress', '/ownership']);
    expect(list.at(-1)?.slice(1)).toEqual(['Cannot start yet', '/answers']);
    const page = await lead();
    const inA = trust.dimensions[0]?.questions.length;
    expect(page).toContain(`You have answered 2 of ${total} questions.`);
    expect(page).toContain(`2 of ${inA} questions answered`);
    expect(page).toContain('1 of 12 capabilities answered');
  });

  test('does not count a note without an answer', async () => {
    const saved = await fill(world.browsers.alice, `${baseOf(world)}/questions/A1`, {
      'A1-note': 'Ask Priya first',
      afterwards: 'later',
    });
    expect([saved.status, saved.headers.location]).toEqual([303, baseOf(world)]);
    expect((await tasks())[2]?.slice(1)).toEqual(['Not yet started', '/questions/A1']);
    expect((await world.browsers.alice.get(`${baseOf(world)}/questions/A1`)).text).toContain(
      'Ask Priya first</textarea>',
    );
  });

  test('is complete when everything is answered, and then offers to submit', async () => {
    const id = await alice();
    await save(world.database, id, everything(trust));
    expect((await tasks()).at(-1)?.slice(1)).toEqual(['Cannot start yet', '/answers']);
    await setRespondent(world.database, id, {
      role: 'service-manager',
      notice_read_at: timestamp(() => today),
    });
    const list = await tasks();
    expect(list.slice(0, -1).map(([, status]) => status)).toEqual(
      Array(trust.dimensions.length + 3).fill('Completed'),
    );
    expect(list[2]?.[2]).toBe('/dimensions/A/answers');
    expect(list.at(-1)?.slice(1)).toEqual(['Not yet started', '/answers']);
    expect(await lead()).toContain(
      `You have answered ${total} of ${total} questions. Everything is saved`,
    );
  });
});

test('the task list says when the survey of this organisation closes, and what is counted', async () => {
  const closes = (closes_at: string | null) =>
    world.database
      .updateTable('assessment')
      .set({ closes_at })
      .where('id', '=', world.assessments.hill)
      .execute();
  const counted = 'Answers that you have not submitted by then are not counted.';
  expect(await lead()).toContain(
    `The survey closes on 31 March 2027, or earlier if your assessment lead closes it. ${counted}`,
  );
  await closes('2026-12-18T23:59:59.999Z');
  expect(await lead()).toContain('The survey closes on 18 December 2026');
  const { text } = await world.browsers.alice.get('/assessments').expect(200);
  expect(mainText(text)).toContain('18 December 2026');
  await closes(null);
});

test('home lists each place of a person, and says so when there is none', async () => {
  const { dora, alice: hers } = world.browsers;
  const text = mainText((await dora.get('/assessments').expect(200)).text);
  expect(text).toContain('Dale NHS Trust');
  expect(text).toContain('NHS Vale Integrated Care Board');
  expect(text).not.toContain('Hill NHS Trust');
  await world.database.deleteFrom('answer').execute();
  await world.database
    .deleteFrom('respondent')
    .where('id', '=', await alice())
    .execute();
  expect(mainText((await hers.get('/assessments').expect(200)).text)).toContain(
    'You have not been invited to an assessment yet',
  );
});
