import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stage } from '../support/cast.ts';
import * as walk from './room-walk.ts';
import { move, openHall, openRound, pageOf, post } from './rooms.ts';

const world = stage();
const names = ['ann', 'ben', 'cem', 'dot', 'eve', 'flo'];
const name = fc.constantFrom(...names);
const choice = fc.constantFrom('1', '2', '3', 'dont-know');

/** One thing that somebody does; some of it is refused, and then changes nothing. */
interface Step {
  readonly words: string;
  run(model: walk.Model, real: walk.Walked): Promise<void>;
}

function step(words: string, run: Step['run']): Step {
  return Object.assign({ words, run }, { [fc.toStringMethod]: () => words });
}

const join = name.map((who) =>
  step(`${who} joins`, async (model, real) => {
    await walk.act(real, who, 'participation', { family: 'executive' });
    const device = model.devices.get(who) as walk.Device;
    const mayEnter = device.state === 'left' || (device.state === 'outside' && !model.locked);
    if (mayEnter) device.state = 'in';
  }),
);

const leave = name.map((who) =>
  step(`${who} leaves`, async (model, real) => {
    await walk.act(real, who, 'departure');
    if (walk.isIn(model, who)) (model.devices.get(who) as walk.Device).state = 'left';
  }),
);

const remove = name.map((who) =>
  step(`${who} is removed`, async (model, real) => {
    if (!walk.isIn(model, who)) return;
    const { hall } = real;
    const { id } = await hall.database
      .selectFrom('participant')
      .select('id')
      .where('workshop_id', '=', hall.id)
      .where('label', '=', await walk.labelOf(real, who))
      .executeTakeFirstOrThrow();
    await post(hall, `/devices/${id}/removal`).expect(303);
    (model.devices.get(who) as walk.Device).state = 'removed';
  }),
);

const lock = fc.boolean().map((locked) =>
  step(locked ? 'lock' : 'unlock', async (model, { hall }) => {
    await post(hall, '/joining', { locked: locked ? 'yes' : 'no' }).expect(303);
    model.locked = locked;
  }),
);

/** A vote in any round there ever was, from a page however old. */
const vote = fc.tuple(name, choice, fc.nat(3)).map(([who, voted, ago]) =>
  step(`${who} votes ${voted} in the last round but ${ago}`, async (model, real) => {
    const round = model.rounds.at(-1 - ago);
    if (!round) return;
    const { id } = await real.hall.database
      .selectFrom('round')
      .select('id')
      .where('workshop_id', '=', real.hall.id)
      .where('item', '=', round.item)
      .where('number', '=', round.number)
      .executeTakeFirstOrThrow();
    await walk.act(real, who, 'votes', { round: id, choice: voted });
    const counts = walk.isIn(model, who) && round.tally === null && round.item === model.step;
    if (counts && round.ballots.has(who)) round.ballots.set(who, voted);
  }),
);

const open = fc.tuple(fc.constantFrom('A1', 'A2'), fc.integer({ min: 1, max: 3 })).map((asked) =>
  step(`open vote ${asked[1]} on ${asked[0]}`, async (model, { hall }) => {
    const [item, number] = asked;
    await openRound(hall, number, item).expect(303);
    const last = walk.lastRound(model, item);
    const isNext = number === (last?.number ?? 0) + 1 && last?.tally !== null;
    const first = model.rounds.find((round) => round.item === item);
    const voters = names.filter(
      (who) => walk.isIn(model, who) && (!first || first.ballots.has(who)),
    );
    if (model.step !== item || !isNext || voters.length === 0) return;
    const ballots = new Map(voters.map((who) => [who, null]));
    model.rounds.push({ item, number, ballots, tally: null });
  }),
);

const reveal = fc.nat(3).map((ago) =>
  step(`reveal the last round but ${ago}`, async (model, { hall }) => {
    const round = model.rounds.at(-1 - ago);
    if (!round) return;
    const { id } = await hall.database
      .selectFrom('round')
      .select('id')
      .where('workshop_id', '=', hall.id)
      .where('item', '=', round.item)
      .where('number', '=', round.number)
      .executeTakeFirstOrThrow();
    await post(hall, `/rounds/${id}/reveal`).expect(303);
    if (round.tally === null && round.item === model.step) round.tally = walk.tallied(model, round);
  }),
);

const goTo = fc.constantFrom('A1', 'A2', null).map((item) =>
  step(`go to ${item}`, async (model, { hall }) => {
    await move(hall, item);
    model.step = item;
  }),
);

const steps = fc.oneof(
  ...[
    [8, join],
    [2, leave],
    [1, remove],
    [1, lock],
    [14, vote],
    [6, open],
    [3, reveal],
    [2, goTo],
  ].map(([weight, arbitrary]) => ({ weight, arbitrary }) as fc.WeightedArbitrary<Step>),
);

test('whatever people do, in whatever order, the room is as a simple model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 60, maxLength: 100 }), async (walked) => {
      const hall = await openHall(world, 'A1');
      const browsers = new Map(names.map((who) => [who, hall.service.visitor()]));
      const real = { hall, browsers };
      const devices = new Map(names.map((who) => [who, { state: 'outside' } as walk.Device]));
      const model: walk.Model = { devices, rounds: [], step: 'A1', locked: false };
      const done: string[] = [];
      for (const browser of browsers.values()) await pageOf(hall, browser);
      for (const { words, run } of walked) {
        done.push(words);
        await run(model, real);
        const looking = names[done.length % names.length] as string;
        await walk.expectAsBelieved(real, model, looking).catch((error: unknown) => {
          throw new Error(`After: ${done.join('; ')}`, { cause: error });
        });
      }
      expect(world.service.logged).toEqual([]);
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);
