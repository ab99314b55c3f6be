import { expect, test } from '@jest/globals';
import { people, stage } from '../support/cast.ts';
import { heading, mainText } from '../support/pages.ts';
import {
  join,
  joinMany,
  move,
  openHall,
  openRound,
  pageOf,
  post,
  refused,
  reveal,
  revisionsOf,
  roundIn,
  talliedIn,
  vote,
  votesIn,
} from './rooms.ts';

const world = stage();

test('a double click and a stale tab open one round only', async () => {
  const hall = await openHall(world);
  await join(hall);
  await Promise.all([openRound(hall), openRound(hall)]);
  const opened = await roundIn(hall);
  await refused(world, 303, () => openRound(hall));
  await refused(world, 303, () => openRound(hall, 2));
  await reveal(hall);
  await refused(world, 303, () => openRound(hall, 1));
  await refused(world, 303, () => openRound(hall, 3));
  expect((await roundIn(hall)).id).toBe(opened.id);
});

test('a round is opened only on the question that is on the screen', async () => {
  const hall = await openHall(world);
  await join(hall);
  await refused(world, 303, () => openRound(hall, 1, 'A2'));
  await refused(world, 422, () => openRound(hall, 1, 'together'));
  await refused(world, 422, () => openRound(hall, 1, 'M01'));
  await refused(world, 422, () => post(hall, '/rounds', { item: 'A1', number: '0' }));
  await refused(world, 422, () => post(hall, '/rounds', { item: 'A1', number: '1', more: '1' }));
});

test('a vote of nobody is not opened', async () => {
  const hall = await openHall(world);
  const { headers } = await refused(world, 303, () => openRound(hall));
  expect(headers.location).toBe(`/workshops/${hall.id}/presenter?done=nobody`);
});

test('a second reveal changes nothing, whatever happened to devices between', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 5);
  await openRound(hall);
  for (const device of devices) await vote(hall, device, '3');
  await reveal(hall);
  const before = await roundIn(hall);
  expect(talliedIn(before)).toEqual({ 3: 5 });
  await post(hall, `/devices/${await idOf(hall, 0)}/removal`).expect(303);
  await refused(world, 303, () => reveal(hall));
  expect(await roundIn(hall)).toEqual(before);
});

test('a round cannot be revealed while another question is on, and goes on when it is back', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  await vote(hall, device, '3');
  await move(hall, 'A2');
  await refused(world, 303, () => reveal(hall));
  expect(heading(await pageOf(hall, device))).toContain('The question now');
  await move(hall, 'A1');
  expect(mainText(await pageOf(hall, device))).toContain('You chose 3 Adopted');
});

test('opening and revealing is told to the room, a vote only to who runs the workshop', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  const room = async () => (await revisionsOf(hall)).room_revision;
  const before = await room();
  await openRound(hall);
  expect(await room()).toBe(before + 1);
  const { votes_revision } = await revisionsOf(hall);
  await vote(hall, device, '3');
  await vote(hall, device, '4');
  expect(await revisionsOf(hall)).toEqual({
    room_revision: before + 1,
    votes_revision: votes_revision + 1,
  });
  await reveal(hall);
  expect(await room()).toBe(before + 2);
});

test('a removed device is told so, cannot come back, and its open vote does not count', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 5);
  await openRound(hall);
  const lastTwo = devices.slice(3);
  for (const device of devices.slice(0, 4)) await vote(hall, device, '3');
  const { rows, removed } = await removeOneWhoVoted(hall, devices);
  expect(rows).toEqual({ 3: 4, null: 1 });
  expect(heading(await pageOf(hall, removed))).toContain('This device was removed');
  await removed
    .post(`${hall.address}/participation`)
    .type('form')
    .send({ family: 'executive' })
    .expect(303);
  expect(heading(await pageOf(hall, removed))).toContain('This device was removed');
  await removed.get(`${hall.address}/changes`).expect(404);
  await vote(hall, lastTwo[1] as never, '2');
  await reveal(hall);
  expect(talliedIn(await roundIn(hall))).toEqual({ 2: 1, 3: 3 });
  const audit = await hall.database
    .selectFrom('audit')
    .selectAll()
    .where('act', '=', 'remove-device')
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow();
  expect([audit.chain, audit.actor_id]).toEqual([world.assessments.hill, people.fay]);
});

test('the list of devices says their numbers, and nothing of what they did', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 3);
  await openRound(hall);
  const list = async () =>
    (await hall.facilitator.get(`/workshops/${hall.id}/devices`).expect(200)).text;
  const before = await list();
  for (const device of devices) await vote(hall, device, '2');
  const stable = (html: string) => html.replace(/data-revision="[^"]*"/, '');
  expect(stable(await list())).toBe(stable(before));
  const labels = [...mainText(before).matchAll(/Device (\d{3})/g)].map(([, label]) => label);
  expect(labels).toEqual([...labels].sort());
  expect(labels).toHaveLength(3);
});

test('the list of devices says of no role family how many there are, as devices come one by one', async () => {
  const hall = await openHall(world);
  for (let joined = 0; joined < 7; joined += 1) {
    await join(hall, 'clinical');
    const { text } = await hall.facilitator.get(`/workshops/${hall.id}/devices`).expect(200);
    expect(text).not.toMatch(/clinical|fewer than six/i);
  }
});

test('nobody but who runs the workshop reaches it, and forms of other workshops are not found', async () => {
  const hall = await openHall(world);
  await join(hall);
  await openRound(hall);
  const elsewhere = await openHall(world);
  const { id } = await roundIn(hall);
  await refused(world, 404, () => post(elsewhere, `/rounds/${id}/reveal`));
  await refused(world, 404, () => post(hall, '/rounds/nothing/reveal'));
  const device = await idOf(hall, 0);
  await refused(world, 404, () => post(elsewhere, `/devices/${device}/removal`));
  for (const [name, status] of [
    ['lena', 404],
    ['leo', 404],
    ['alice', 403],
    ['sam', 403],
  ] as const)
    await world.browsers[name].get(`/workshops/${hall.id}/devices`).expect(status);
});

test('nothing can be done in a workshop that has ended', async () => {
  const hall = await openHall(world);
  await join(hall);
  await openRound(hall);
  const device = await idOf(hall, 0);
  await hall.database
    .updateTable('workshop')
    .set({ ended_at: '2026-11-22T11:00:00.000Z' })
    .where('id', '=', hall.id)
    .execute();
  await refused(world, 303, () => reveal(hall));
  await refused(world, 303, () => openRound(hall, 2));
  await refused(world, 303, () => post(hall, `/devices/${device}/removal`));
  await refused(world, 303, () => post(hall, '/joining', { locked: 'yes' }));
});

type Hall = Awaited<ReturnType<typeof openHall>>;

async function idOf({ database, id }: Hall, at: number): Promise<string> {
  const rows = await database
    .selectFrom('participant')
    .select('id')
    .where('workshop_id', '=', id)
    .orderBy('label')
    .execute();
  return rows[at]?.id ?? '';
}

/** Removes the device that a page shows the number of. */
async function removeOneWhoVoted(hall: Hall, devices: Awaited<ReturnType<typeof joinMany>>) {
  const removed = devices[0] as (typeof devices)[number];
  const label = mainText(await pageOf(hall, removed)).match(/device (\d{3})/)?.[1];
  const list = (await hall.facilitator.get(`/workshops/${hall.id}/devices`)).text;
  const path = list.match(
    new RegExp(`/devices/[\\w-]+/removal(?=(?:(?!/removal)[\\s\\S])*Device ${label})`),
  )?.[0];
  await post(hall, path ?? '').expect(303);
  return { removed, rows: await votesIn(hall) };
}
