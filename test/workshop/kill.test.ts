import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { newSecret } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { buildWorld, people } from '../support/cast.ts';
import { type Started, starting, untilServing } from '../support/npm-start.ts';
import { act, Phone } from '../support/phone.ts';
import { insertWorkshop } from '../support/workshops.ts';

const phonesInTheRoom = 20;
const choices = ['1', '2', '3', '4', '5'] as const;
const items = ['A1', 'A2', 'B1'];

async function prepare(folder: string) {
  const database = await openDatabase(`sqlite:${path.join(folder, 'service.sqlite')}`);
  const { assessments } = await buildWorld(database);
  // Today and not in the tests' own time: one that is open for a day is ended by itself.
  const now = new Date().toISOString();
  const workshop = await insertWorkshop(database, assessments.hill, { items, at: now });
  const [id, csrfToken] = [newSecret(), newSecret()];
  await insertSession(database, { id, personId: people.fay, csrfToken, now });
  return { database, workshop, facilitator: { cookie: `session=${id}`, csrfToken } };
}

/** Presses "Vote" until it is acknowledged, as somebody whose connection is lost would. */
async function voteUntilAcknowledged(phone: Phone, choice: string): Promise<void> {
  await wait(Math.random() * 150);
  for (;;) {
    const answer = await phone.vote(choice).catch(() => null);
    if (answer?.status === 303) return;
    await wait(50);
  }
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await wait(20);
}

/** What is stored of a round, by how often it is there. */
async function stored(database: Database, round: string) {
  const rows = await database
    .selectFrom('ballot')
    .select('choice')
    .where('round_id', '=', round)
    .execute();
  return rows.map(({ choice }) => choice).sort();
}

describe('a server that is killed in the middle of a vote', () => {
  const { folder, start } = starting();

  test('loses no vote and doubles none, and every phone comes back by itself', async () => {
    const { database, workshop, facilitator } = await prepare(folder());
    const begin = async (settings = {}) => {
      const started = await start(settings);
      await untilServing(started);
      return started;
    };
    let service: Started = await begin();
    const { address } = service;
    const PORT = new URL(address).port;
    const phones = Array.from({ length: phonesInTheRoom }, () => new Phone(address, 'ACDEFH'));
    for (const phone of phones) {
      await phone.join('clinical');
      phone.listen(() => void phone.look().catch(() => {}));
    }

    for (const [position, item] of items.entries()) {
      const base = `${address}/workshops/${workshop}`;
      await act(`${base}/steps`, facilitator, { step: item, from: items[position - 1] ?? '' });
      await act(`${base}/rounds`, facilitator, { item, number: '1' });
      await until(() => phones.every(({ round, page }) => round && !isRevealed(page)));
      const round = phones[0]?.round as string;

      const voting = phones.map((phone, at) =>
        voteUntilAcknowledged(phone, choices[at % choices.length] as string),
      );
      await wait(75);
      process.kill(-(service.process.pid as number), 'SIGKILL');
      service = await begin({ PORT });
      await Promise.all(voting);

      const cast = phones.map((_, at) => choices[at % choices.length]).sort();
      expect(await stored(database, round)).toEqual(cast);
      await act(`${base}/rounds/${round}/reveal`, facilitator, {});
      // Nobody looks by themselves: the streams have to be there again.
      await until(() => phones.every(({ page }) => isRevealed(page)));
    }

    for (const phone of phones) phone.hangUp();
    await database.destroy();
  }, 90_000);
});

function isRevealed(page: string): boolean {
  return page.includes('app-votes');
}
