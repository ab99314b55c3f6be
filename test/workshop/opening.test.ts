import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { listAgenda } from '../../src/workshop/agenda/agenda-store.ts';
import { press } from '../invitations/inviting.ts';
import { people, stage } from '../support/cast.ts';
import { dump, heading, mainText, plainText } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn, pressed } from '../survey/leading.ts';

const world = stage();
const listOf = () => `/surveys/${world.assessments.hill}/workshops`;
let fay: Agent;
let base: string;

const workshops = () => world.database.selectFrom('workshop').selectAll().execute();
const everything = () => dump(world.database, ['workshop', 'agenda_item', 'audit']);
const idOf = (address: string) => address.slice('/workshops/'.length);
const agenda = () => listAgenda(world.database, idOf(base));

beforeAll(async () => {
  fay = world.browsers.fay;
  await closeHill(world);
  base = (await pressed(fay, listOf(), 303)).headers.location as string;
});

describe('a workshop that is prepared', () => {
  test('opens once: from then on people can join, and the agenda can still be changed', async () => {
    const answers = await Promise.all([
      press(fay, `${base}/opening`),
      press(fay, `${base}/opening`),
    ]);
    for (const { status, headers } of answers)
      expect([status, headers.location]).toEqual([303, `${base}/presenter`]);
    expect((await workshops())[0]?.opened_at).toBe(today.toISOString());
    const acts = await actsIn(world.database, world.assessments.hill);
    expect(acts.filter((act) => act === 'open-workshop')).toHaveLength(1);
    const [row] = await workshops();
    await pressed(fay, `${base}/agenda`, 303, { item: 'A1', place: '3' });
    expect((await workshops())[0]?.room_revision).toBe(Number(row?.room_revision) + 1);
  });

  test('has ended for good: its agenda stays, and the next one begins with what was left', async () => {
    const first = (await agenda())[0]?.item ?? '';
    await world.database
      .updateTable('workshop')
      .set({ ended_at: today.toISOString() })
      .where('id', '=', idOf(base))
      .execute();
    const before = await everything();
    await pressed(fay, `${base}/agenda`, 409, { item: 'A1', act: 'remove' });
    await pressed(fay, `${base}/timing`, 409, { pace: 'brisk', minutes: '60' });
    expect((await fay.get(base).expect(303)).headers.location).toBe(`${base}/report`);
    expect(await everything()).toBe(before);

    await world.database
      .insertInto('agreement')
      .values({
        assessment_id: world.assessments.hill,
        item: first,
        version: 1,
        content: '{"statements":{}}',
        method: 'desk',
        agreed_at: today.toISOString(),
        agreed_by: people.lena,
      })
      .execute();
    const left = (await agenda()).map(({ item }) => item).filter((item) => item !== first);
    const { headers } = await pressed(fay, listOf(), 303);
    base = headers.location as string;
    expect((await agenda()).map(({ item }) => item).slice(0, left.length)).toEqual(left);
    expect((await agenda())[0]?.reasons[0]).toBe('left-over');
    const { text } = await fay.get(base).expect(200);
    expect(heading(text)).toContain('Workshop 2');
    expect(plainText(text)).toContain('Left over from the last workshop');
  });

  test('cannot open with an empty agenda', async () => {
    for (const { item } of await agenda())
      await pressed(fay, `${base}/agenda`, 303, { item, act: 'remove' });
    const { text } = await fay.get(base).expect(200);
    expect(text).not.toContain('Start the workshop');
    await pressed(fay, `${base}/opening`, 409);
    expect((await workshops()).filter(({ opened_at }) => opened_at === null)).toHaveLength(1);
  });

  test('is refused once the position is signed off', async () => {
    const ended = { opened_at: today.toISOString(), ended_at: today.toISOString() };
    await world.database.updateTable('workshop').set(ended).where('id', '=', idOf(base)).execute();
    await world.database
      .insertInto('sign_off')
      .values({
        id: newId(),
        assessment_id: world.assessments.hill,
        signed_at: today.toISOString(),
        signed_by: people.sam,
        questionnaire_version: 1,
        method_version: 1,
        content: '{}',
        shared_at: null,
        reopened_at: null,
        reopened_by: null,
        reopened_reason: null,
      })
      .execute();
    const before = await everything();
    const { text } = await pressed(fay, listOf(), 409);
    expect(mainText(text)).toContain('signed off');
    expect(await everything()).toBe(before);
  });
});
