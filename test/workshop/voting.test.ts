import { expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { errorsOn, heading, mainText, send, tableRows } from '../support/pages.ts';
import {
  join,
  joinMany,
  move,
  openHall,
  openRound,
  pageOf,
  refused,
  reveal,
  revisionsOf,
  roundIn,
  talliedIn,
  vote,
  votesIn,
} from './rooms.ts';

const world = stage();

test('a vote is acknowledged, shown to its device alone, and can be changed', async () => {
  const hall = await openHall(world);
  const [ann, ben] = (await joinMany(hall, 2)) as [never, never];
  await openRound(hall).expect(303);
  const sent = await vote(hall, ann, '3');
  expect([sent.status, sent.headers.location]).toEqual([303, hall.address]);
  expect(heading(await pageOf(hall, ann))).toContain('Your vote is in');
  expect(mainText(await pageOf(hall, ann))).toContain('You chose 3 Adopted');
  expect(mainText(await pageOf(hall, ben))).not.toContain('You chose');
  await vote(hall, ann, 'dont-know');
  expect(mainText(await pageOf(hall, ann))).toContain('You chose I do not know');
  expect(await votesIn(hall)).toEqual({ 'dont-know': 1, null: 1 });
});

test('without scripts a vote can be changed on a page that does not soon reload', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  await vote(hall, device, '3');
  expect(await pageOf(hall, device)).toContain('http-equiv="refresh" content="5"');
  expect(await pageOf(hall, device)).toContain(`<a href="${hall.address}?change=yes">`);
  const { text } = await device.get(`${hall.address}?change=yes`).expect(200);
  expect(text).toContain('http-equiv="refresh" content="60"');
  expect(text).toMatch(/<details class="nhsuk-details" open>/);
  await reveal(hall);
  const after = await device.get(`${hall.address}?change=yes`).expect(200);
  expect(after.text).toContain('http-equiv="refresh" content="5"');
});

test('the rules are read above the first vote of a device, and not after it', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  expect(mainText(await pageOf(hall, device))).toContain('Before your first vote');
  await vote(hall, device, '3');
  await reveal(hall);
  await openRound(hall, 2);
  expect(mainText(await pageOf(hall, device))).not.toContain('Before your first vote');
});

test('a vote for nothing, or for what the question does not offer, is asked for again', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  for (const choice of ['', '6', 'not-applicable']) {
    const answer = await refused(world, 422, () => vote(hall, device, choice));
    expect(errorsOn(answer.text)).toEqual([['Choose a level, or another answer', '#choice']]);
  }
  expect(await votesIn(hall)).toEqual({ null: 1 });
});

test('the same vote twice is one vote', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  const { id: round } = await roundIn(hall);
  const before = await revisionsOf(hall);
  const form = { round, choice: '4' };
  await Promise.all([1, 2, 3].map(() => send(device, `${hall.address}/votes`, form)));
  expect(await votesIn(hall)).toEqual({ 4: 1 });
  expect(await revisionsOf(hall)).toEqual({
    ...before,
    votes_revision: before.votes_revision + 1,
  });
});

test('from four votes up the room is shown what it chose, each beside their own', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 5);
  await openRound(hall);
  for (const [at, choice] of ['3', '3', '2', 'dont-know'].entries())
    await vote(hall, devices[at] as never, choice);
  await reveal(hall);
  const page = await pageOf(hall, devices[2] as never);
  expect(heading(page)).toContain('What the room chose');
  expect(
    tableRows(page)
      .slice(1)
      .map(([words, , votes]) => [words, votes]),
  ).toEqual([
    ['1 Unowned', '0'],
    ['2 Installed', '1'],
    ['3 Adopted', '2'],
    ['4 Embedded', '0'],
    ['5 Transforming', '0'],
    ['I do not know', '1'],
  ]);
  expect(mainText(page)).toContain('You chose 2 Installed');
  expect(mainText(await pageOf(hall, devices[4] as never))).not.toContain('You chose');
});

test('of fewer than four votes no number is shown or stored', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 6);
  await openRound(hall);
  for (const device of devices.slice(0, 3)) await vote(hall, device, '2');
  await reveal(hall);
  expect((await roundIn(hall)).tally).toBe('"too-few"');
  const page = await pageOf(hall, devices[5] as never);
  expect(mainText(page)).toContain('Fewer than four votes: talk about it openly.');
  expect(page).not.toContain('<table');
});

test('a vote after the reveal, or on a question that is not on, changes nothing', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  const { id: round } = await roundIn(hall);
  const late = () => send(device, `${hall.address}/votes`, { round, choice: '2' });
  await move(hall, 'A2');
  expect((await refused(world, 303, late)).headers.location).toBe(hall.address);
  await move(hall, 'A1');
  await late().expect(303);
  expect(await votesIn(hall)).toEqual({ 2: 1 });
  await reveal(hall);
  const after = () => send(device, `${hall.address}/votes`, { round, choice: '5' });
  await refused(world, 303, after);
  expect(await votesIn(hall)).toEqual({ 2: 1 });
  const elsewhere = await openHall(world);
  await joinMany(elsewhere, 1);
  await openRound(elsewhere);
  const { id: other } = await roundIn(elsewhere);
  await refused(world, 303, () =>
    send(device, `${hall.address}/votes`, { round: other, choice: '5' }),
  );
});

test('who comes during a vote waits for the next question', async () => {
  const hall = await openHall(world);
  const early = await joinMany(hall, 4);
  await openRound(hall);
  const late = await join(hall);
  expect(heading(await pageOf(hall, late))).toContain('Wait for the next question');
  const { id: round } = await roundIn(hall);
  await send(late, `${hall.address}/votes`, { round, choice: '2' }).expect(303);
  for (const device of early) await vote(hall, device, '4');
  await reveal(hall);
  expect(talliedIn(await roundIn(hall))).toEqual({ 4: 4 });
  expect(mainText(await pageOf(hall, late))).toContain('4 Embedded');
  await openRound(hall, 2);
  expect(heading(await pageOf(hall, late))).toContain('Wait for the next question');
  await move(hall, 'A2');
  await openRound(hall, 1, 'A2');
  expect(heading(await pageOf(hall, late))).toContain('Vote');
  await vote(hall, late, '1');
  expect(await votesIn(hall, 'A2')).toEqual({ 1: 1, null: 4 });
});

test('a further vote is for those of the first who are still there, and the first is kept', async () => {
  const hall = await openHall(world);
  const devices = await joinMany(hall, 5);
  await openRound(hall);
  for (const device of devices) await vote(hall, device, '2');
  await reveal(hall);
  const first = await roundIn(hall);
  await send(devices[0] as never, `${hall.address}/departure`, {});
  await openRound(hall, 2);
  await vote(hall, devices[1] as never, '3');
  expect(await votesIn(hall)).toEqual({ 3: 1, null: 3 });
  await reveal(hall);
  const kept = await hall.database
    .selectFrom('round')
    .selectAll()
    .where('id', '=', first.id)
    .executeTakeFirstOrThrow();
  expect(talliedIn(kept)).toEqual({ 2: 5 });
});
