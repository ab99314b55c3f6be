import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSecret } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { buildWorld, people } from '../support/cast.ts';
import { postgresSchema } from '../support/databases.ts';
import { type Started, starting, untilServing } from '../support/npm-start.ts';
import { postgresUrl } from '../support/optional.ts';
import { act, type Facilitator, Phone } from '../support/phone.ts';
import { until } from '../support/until.ts';
import { insertWorkshop } from '../support/workshops.ts';

const phonesInTheRoom = 12;
const choices = ['1', '2', '3', '4', '5'] as const;
const items = ['A1', 'A2', 'B1'];

(postgresUrl ? describe : describe.skip)('two processes on one PostgreSQL', () => {
  const { start } = starting();
  let database: Database;
  let drop: () => Promise<void>;
  let url: string;
  let workshop: string;
  let facilitator: Facilitator;

  beforeEach(async () => {
    ({ url, drop } = await postgresSchema());
    database = await openDatabase(url);
    const { assessments } = await buildWorld(database);
    const now = new Date().toISOString();
    workshop = await insertWorkshop(database, assessments.hill, { items, at: now });
    const [id, csrfToken] = [newSecret(), newSecret()];
    await insertSession(database, { id, personId: people.fay, csrfToken, now });
    facilitator = { cookie: `session=${id}`, csrfToken };
  });
  afterEach(async () => {
    await database.destroy();
    await drop();
  });

  async function begin(): Promise<Started> {
    const started = await start({ DATABASE_URL: url });
    await untilServing(started);
    return started;
  }

  /** Opens the first round of the question after another, and resolves with its id. */
  async function openRound(address: string, item: string, phones: readonly Phone[]) {
    const base = `${address}/workshops/${workshop}`;
    const from = items[items.indexOf(item) - 1] ?? '';
    await act(`${base}/steps`, facilitator, { step: item, from });
    await act(`${base}/rounds`, facilitator, { item, number: '1' });
    await until(() => phones.every(({ round, page }) => round && !isRevealed(page)));
    return phones[0]?.round as string;
  }

  /** Reveals a round; nobody looks by themselves, so each phone has to be told. */
  async function reveal(address: string, round: string, phones: readonly Phone[]) {
    await act(`${address}/workshops/${workshop}/rounds/${round}/reveal`, facilitator, {});
    await until(() => phones.every(({ page }) => isRevealed(page)));
  }

  async function stored(round: string): Promise<(string | null)[]> {
    const rows = await database
      .selectFrom('ballot')
      .select('choice')
      .where('round_id', '=', round)
      .execute();
    return rows.map(({ choice }) => choice).sort();
  }

  test('hold a workshop together, and lose nothing when one of them is killed', async () => {
    const [one, two] = await Promise.all([begin(), begin()]);
    const phones = Array.from({ length: phonesInTheRoom }, () => new Phone(two.address, 'ACDEFH'));
    for (const phone of phones) {
      await phone.join('clinical');
      phone.listen(() => void phone.look().catch(() => {}));
    }
    const expected = phones.map((_, at) => choiceOf(at)).sort();

    // The presenter is on the one; phones listen to the other, and vote on either in turn.
    const first = await openRound(one.address, 'A1', phones);
    for (const [at, phone] of phones.entries()) {
      phone.address = at % 2 === 0 ? one.address : two.address;
      expect((await phone.vote(choiceOf(at))).status).toBe(303);
      phone.address = two.address;
    }
    expect(await stored(first)).toEqual(expected);
    await reveal(two.address, first, phones);

    // The process of the phones is killed while they vote.
    const second = await openRound(one.address, 'A2', phones);
    const voting = phones.map((phone, at) => voteUntilAcknowledged(phone, choiceOf(at), one));
    await wait(75);
    process.kill(-(two.process.pid as number), 'SIGKILL');
    await Promise.all(voting);
    expect(await stored(second)).toEqual(expected);
    await reveal(one.address, second, phones);

    // Another takes its place, and the presenter goes on there.
    const three = await begin();
    const third = await openRound(three.address, 'B1', phones);
    for (const [at, phone] of phones.entries()) await phone.vote(choiceOf(at));
    expect(await stored(third)).toEqual(expected);
    await reveal(three.address, third, phones);
    for (const phone of phones) phone.hangUp();
  }, 60_000);
});

function choiceOf(at: number): string {
  return choices[at % choices.length] as string;
}

/** Presses "Vote" until it is acknowledged; whoever finds nobody there goes to the other. */
async function voteUntilAcknowledged(phone: Phone, choice: string, other: Started) {
  await wait(Math.random() * 150);
  await until(async () => {
    const answer = await phone.vote(choice).catch(() => null);
    if (answer?.status !== 303) phone.address = other.address;
    return answer?.status === 303;
  });
  // The load balancer has noticed by now.
  phone.address = other.address;
}

function isRevealed(page: string): boolean {
  return page.includes('app-votes');
}
