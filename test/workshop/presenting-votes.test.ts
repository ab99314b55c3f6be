import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { mainText, open, send } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { emptyRooms, type Presenter, presenterOf } from './presenting.ts';
import { type Hall, joinMany, openHall, openRound, reveal } from './rooms.ts';

const world = stage();
let hall: Hall;
let fay: Presenter;
let devices: readonly Agent[];

beforeAll(() => closeHill(world));
beforeEach(async () => {
  await emptyRooms(world);
  hall = await openHall(world);
  fay = presenterOf(world.browsers.fay, hall.id);
  devices = await joinMany(hall, 5);
});

async function vote(choices: readonly string[]): Promise<void> {
  for (const [at, choice] of choices.entries()) {
    const device = devices[at] as Agent;
    const form = await open(device, hall.address);
    await send(device, `${hall.address}/votes`, { ...form, choice }).expect(303);
  }
}

/** What is read out when it changes. */
const status = (html: string) => html.match(/data-live-status>([^<]*)/)?.[1];

/** The page without what is made anew each time. */
const calm = async () => (await fay.page()).replace(/name="action-id" value="[^"]*"/, '');

describe('a vote on the presenter’s page', () => {
  test('is opened, counted, revealed and opened again', async () => {
    expect(mainText(await fay.page())).toContain('Open the vote');
    await fay.press('/rounds');
    expect(mainText(await fay.page())).toContain('0 of 5 have voted');
    await vote(['2', '3', '3', '4']);
    expect(mainText(await fay.page())).toContain('4 of 5 have voted');
    expect(status(await fay.page())).toBe('A1 Named executive: the vote is open');
    await vote(['2', '3', '3', '4', '3']);
    expect(status(await fay.page())).toBe('A1 Named executive: everybody has voted');
    await reveal(hall);
    const revealed = mainText(await fay.page());
    expect(revealed).toContain('What the room chose');
    expect(revealed).toMatch(/2 Installed 1 3 Adopted 3 4 Embedded 1/);
    expect(revealed).toContain('Agree the level: A1 Named executive');
    await fay.press('/rounds');
    expect(mainText(await fay.page())).toContain('Vote once more, in silence.');
  });

  test('shows before the reveal nothing that depends on what anybody chose', async () => {
    await openRound(hall);
    await vote(['1', '1', '1', '1']);
    const low = await calm();
    await vote(['5', 'dont-know', '4', '2']);
    expect(await calm()).toBe(low);
  });

  test('changes only the count when somebody votes', async () => {
    await openRound(hall);
    await vote(['3']);
    const parts = (html: string) => html.split('data-live-part=').slice(1);
    const before = parts(await calm());
    await vote(['3', '2']);
    const changed = parts(await calm()).filter((part, at) => part !== before[at]);
    expect(changed.map((part) => part.split('>')[0])).toEqual(['"count"']);
  });

  test('of fewer than four people shows no distribution', async () => {
    await openRound(hall);
    await vote(['2', '5', '5']);
    await reveal(hall);
    const text = mainText(await fay.page());
    expect(text).toContain('Fewer than four votes: talk about it openly.');
    expect(text).not.toContain('votes, and how many chose what');
  });

  test('has beside it, once revealed, what the survey may show', async () => {
    await openRound(hall);
    await vote(['2', '3', '3', '4']);
    expect(mainText(await fay.page())).not.toContain('What the survey said');
    await reveal(hall);
    expect(mainText(await fay.page())).toMatch(/What the survey said 3\.\d, give or take/);
  });

  test('on a withheld question has only the reason beside it', async () => {
    const { content } = await world.database
      .selectFrom('survey_release')
      .select('content')
      .where('assessment_id', '=', world.assessments.hill)
      .executeTakeFirstOrThrow();
    const released = JSON.parse(content);
    const question = released.questions.find(({ code }: { code: string }) => code === 'A1');
    question.result = { shown: false, why: 'too-few-people' };
    const set = (text: string) =>
      world.database
        .updateTable('survey_release')
        .set({ content: text })
        .where('assessment_id', '=', world.assessments.hill)
        .execute();
    await set(JSON.stringify(released));
    await openRound(hall);
    await reveal(hall);
    const text = mainText(await fay.page());
    expect(text).toContain('What the survey said Not shown: too few people');
    expect(text).not.toContain('%');
    await set(content);
  });
});
