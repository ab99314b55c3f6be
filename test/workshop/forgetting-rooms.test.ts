import { expect, test } from '@jest/globals';
import { endOverdueWorkshops } from '../../src/workshop/presenter/end-overdue.ts';
import { stage } from '../support/cast.ts';
import { joinMany, openHall, openRound, reveal, roundIn, vote } from './rooms.ts';

const world = stage();

async function forgottenIn(id: string) {
  const { database } = world;
  const workshop = await database
    .selectFrom('workshop')
    .select('ended_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const devices = await database
    .selectFrom('participant')
    .select('device_hash')
    .where('workshop_id', '=', id)
    .execute();
  const ballots = await database
    .selectFrom('ballot')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .select('choice')
    .where('workshop_id', '=', id)
    .execute();
  return {
    ended: workshop.ended_at !== null,
    hashes: devices.filter(({ device_hash }) => device_hash !== null).length,
    ballots: ballots.length,
  };
}

test('a workshop that was left open for a day is ended, and its devices and votes forgotten', async () => {
  const hall = await openHall(world);
  const other = await openHall(world);
  for (const { id, at } of [
    { id: hall.id, at: '2026-11-21T09:00:00.000Z' },
    { id: other.id, at: '2026-11-21T11:00:00.000Z' },
  ])
    await world.database
      .updateTable('workshop')
      .set({ opened_at: at })
      .where('id', '=', id)
      .execute();
  for (const each of [hall, other]) {
    const devices = await joinMany(each, 4);
    await openRound(each);
    for (const device of devices) await vote(each, device, '3');
    await reveal(each);
  }
  await endOverdueWorkshops(world.database, () => new Date('2026-11-22T10:00:00Z'));
  expect(await forgottenIn(hall.id)).toEqual({ ended: true, hashes: 0, ballots: 0 });
  expect((await roundIn(hall)).tally).toBeNull();
  expect(await forgottenIn(other.id)).toEqual({ ended: false, hashes: 4, ballots: 4 });
  expect((await roundIn(other)).tally).not.toBeNull();
  await endOverdueWorkshops(world.database, () => new Date('2026-11-22T10:00:00Z'));
  const line = await world.database
    .selectFrom('audit')
    .selectAll()
    .where('act', '=', 'end-workshop')
    .execute();
  expect(line.map(({ actor_id }) => actor_id)).toEqual([null]);
});
