import { beforeAll, expect, test } from '@jest/globals';
import { hashed } from '../../src/people/session.ts';
import type { Database } from '../../src/shared/database.ts';
import { castVote } from '../../src/workshop/room/cast-vote.ts';
import { joinRoom } from '../../src/workshop/room/join-room.ts';
import { leaveRoom } from '../../src/workshop/room/leave-room.ts';
import { openRound } from '../../src/workshop/room/open-round.ts';
import type { Participant } from '../../src/workshop/room/participant.ts';
import { listParticipants } from '../../src/workshop/room/participant-store.ts';
import { removeDevice } from '../../src/workshop/room/remove-device.ts';
import { revealRound } from '../../src/workshop/room/reveal-round.ts';
import { roundOf } from '../../src/workshop/room/round-store.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { insertWorkshop } from '../support/workshops.ts';

const clock = () => today;

onEachDatabase('a room', (database) => {
  let world: World;
  let number = 0;
  beforeAll(async () => {
    world = await buildWorld(database());
  });

  async function roomOf(people: number): Promise<string> {
    number += 1;
    const options = { number, code: `ACDEF${number}`, step: 'A1' };
    const workshop = await insertWorkshop(database(), world.assessments.hill, options);
    await Promise.all(
      Array.from({ length: people }, (_, at) => enter(database(), workshop, `device ${at}`)),
    );
    return workshop;
  }

  test('counts every vote that was acknowledged before a reveal, and none that was not', async () => {
    const workshop = await roomOf(50);
    const devices = await listParticipants(database(), workshop);
    expect(await openRound(database(), clock, workshop, { item: 'A1', number: 1 })).toBe('opened');
    const round = await roundOf(database(), workshop, 'A1');
    const vote = { roundId: round?.id ?? '', choice: '3' } as const;
    const cast = ({ id }: Participant) => castVote(database(), workshop, id, vote);
    const reveal = () => revealRound(database(), clock, workshop, vote.roundId);
    const early = devices.slice(0, 25).map(cast);
    const reveals = [reveal(), reveal()];
    const late = devices.slice(25).map(cast);
    const outcomes = await Promise.all([...early, ...late]);
    expect((await Promise.all(reveals)).filter(Boolean)).toHaveLength(1);

    const acknowledged = outcomes.filter((outcome) => outcome === 'first').length;
    const revealed = await roundOf(database(), workshop, 'A1');
    const tally = revealed?.tally;
    const counted = Array.isArray(tally) ? tally.reduce((sum, { votes }) => sum + votes, 0) : 0;
    expect(acknowledged).toBeGreaterThan(3);
    expect(acknowledged).toBeLessThan(50);
    expect([counted, revealed?.voted]).toEqual([acknowledged, acknowledged]);
  });

  test('takes no vote of who has just left or been removed, nor of who came late', async () => {
    const workshop = await roomOf(3);
    const [left, removed, there] = await listParticipants(database(), workshop);
    await openRound(database(), clock, workshop, { item: 'A1', number: 1 });
    const round = await roundOf(database(), workshop, 'A1');
    await leaveRoom(database(), clock, workshop, left?.id ?? '');
    await removeDevice(database(), clock, workshop, removed?.id ?? '', people.fay);
    const outcomes: unknown[] = [];
    for (const device of [left, removed, there]) {
      const vote = { roundId: round?.id ?? '', choice: '3' } as const;
      outcomes.push(await castVote(database(), workshop, device?.id ?? '', vote));
    }
    expect(outcomes).toEqual([null, null, 'first']);
    await enter(database(), workshop, 'somebody late');
    await revealRound(database(), clock, workshop, round?.id ?? '');
    await openRound(database(), clock, workshop, { item: 'A1', number: 2 });
    expect(await roundOf(database(), workshop, 'A1')).toMatchObject({ number: 2, of: 1 });
  });

  test('opens one round, however many ask at once', async () => {
    const workshop = await roomOf(5);
    const asked = Array.from({ length: 8 }, () =>
      openRound(database(), clock, workshop, { item: 'A1', number: 1 }),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1);
    expect(await roundOf(database(), workshop, 'A1')).toMatchObject({ number: 1, of: 5, voted: 0 });
  });

  test('takes the same device in once, however often it asks at once', async () => {
    const workshop = await roomOf(0);
    const asked = Array.from({ length: 8 }, () => enter(database(), workshop, 'the same'));
    expect(await Promise.all(asked)).toEqual(asked.map(() => true));
    expect(await listParticipants(database(), workshop)).toHaveLength(1);
  });
});

function enter(database: Database, workshop: string, device: string): Promise<boolean> {
  return joinRoom(database, workshop, hashed(device), 'digital');
}
