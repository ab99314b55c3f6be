import { expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { send } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import {
  type Hall,
  join,
  joinMany,
  openHall,
  openRound,
  pageOf,
  revisionsOf,
  roundIn,
  vote,
} from './rooms.ts';

const world = stage();

/** Everything that a browser gets, but for the time and what differs with every answer. */
async function everything(hall: Hall, device: Agent): Promise<string> {
  const { status, headers, text } = await device.get(hall.address);
  const { date, 'x-request-id': _, ...others } = headers;
  return JSON.stringify([status, others, text]);
}

const patterns: readonly (readonly string[])[] = [
  [],
  ['1'],
  ['5', '5', '5', '5'],
  ['1', '2', '3', '4'],
  ['dont-know', '2', '2', '2'],
];

test('before the reveal a device gets the same bytes, whatever the others vote', async () => {
  const hall = await openHall(world);
  const [idle, voter, ...others] = (await joinMany(hall, 6)) as [Agent, Agent, ...Agent[]];
  await openRound(hall);
  await vote(hall, voter, '3');
  const seen: string[][] = [];
  for (const pattern of patterns) {
    for (const [at, choice] of pattern.entries()) await vote(hall, others[at] as Agent, choice);
    seen.push(await Promise.all([idle, voter].map((device) => everything(hall, device))));
  }
  for (const bytes of seen) expect(bytes).toEqual(seen[0]);
});

test('a device that came late gets the same bytes, whatever the others vote', async () => {
  const hall = await openHall(world);
  const others = await joinMany(hall, 4);
  await openRound(hall);
  const late = await join(hall);
  const before = await everything(hall, late);
  for (const device of others) await vote(hall, device, '5');
  expect(await everything(hall, late)).toBe(before);
});

test('a page of the room shows no number of people, before the reveal and before the vote', async () => {
  const small = await openHall(world);
  const large = await openHall(world);
  const [one] = await joinMany(small, 1);
  const [many] = await joinMany(large, 12);
  const bare = async (hall: Hall, device: Agent) =>
    (await pageOf(hall, device))
      .replaceAll(hall.code, 'CODE')
      .replace(/<strong>\d{3}<\/strong>/, 'LABEL')
      .replace(/name="round" value="[^"]*"/, 'ROUND');
  expect(await bare(small, one as Agent)).toBe(await bare(large, many as Agent));
  await openRound(small);
  await openRound(large);
  expect(await bare(small, one as Agent)).toBe(await bare(large, many as Agent));
});

test('votes leave what the room hears as it is, and the answer to one says nothing of others', async () => {
  const hall = await openHall(world);
  const [first, second, third] = (await joinMany(hall, 3)) as [Agent, Agent, Agent];
  await openRound(hall);
  const { room_revision } = await revisionsOf(hall);
  const { id: round } = await roundIn(hall);
  const answers: string[] = [];
  for (const [device, choice] of [
    [first, '1'],
    [second, '5'],
    [third, '5'],
    [first, '5'],
  ] as const) {
    const { status, headers, text } = await send(device, `${hall.address}/votes`, {
      round,
      choice,
    });
    const { date, 'x-request-id': _, ...others } = headers;
    answers.push(JSON.stringify([status, others, text]));
  }
  expect(new Set(answers).size).toBe(1);
  expect((await revisionsOf(hall)).room_revision).toBe(room_revision);
});
