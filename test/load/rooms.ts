/**
 * Fifty workshops at once, one of them with 300 phones: how long it takes from a reveal until the
 * last phone of the large one shows it, what an idle stream costs, and whether anything is lost.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../src/shared/database.ts';
import { act, type Facilitator, Phone } from '../support/phone.ts';
import { at } from './numbers.ts';
import { items, prepareRooms, type Room } from './rooms-data.ts';
import { type ServerProcess, startCommand, startServer } from './server-process.ts';

const workshops = 50;
const phonesInLargest = 300;
const phonesInOthers = 12;
/** Browsers that hear of a change ask for the page within this time, in milliseconds. */
const spread = 300;

export interface Rooms {
  readonly workshops: number;
  readonly phones: number;
  /** How many of the phones are in the largest workshop. */
  readonly largest: number;
  readonly rounds: number;
  /** Milliseconds from asking for the reveal until a phone of the largest workshop shows it. */
  readonly revealed: { readonly p50: number; readonly p99: number; readonly last: number };
  /** Milliseconds until a vote is acknowledged, when everybody votes at once. */
  readonly vote: { readonly p50: number; readonly p99: number };
  /** Kilobytes of resident memory for each stream that is open and hears nothing. */
  readonly idleStream: number;
  /** Phones that did not come to show a reveal, in any round. */
  readonly lostEvents: number;
  /** Acknowledged votes that are not in the database. */
  readonly lostVotes: number;
}

/** @param rounds how many questions are voted on, one after the other, at most ten. */
export async function rooms(folder: string, rounds: number): Promise<Rooms> {
  const file = `sqlite:${path.join(folder, 'service.sqlite')}`;
  const { all, facilitator } = await prepareRooms(file, workshops);
  const server = await startServer(startCommand(), { DATA_DIR: folder });
  try {
    return await run(server, file, all, facilitator, rounds);
  } finally {
    for (const { phones } of all) for (const phone of phones) phone.hangUp();
    await server.stop();
  }
}

async function run(
  server: ServerProcess,
  file: string,
  all: readonly Room[],
  facilitator: Facilitator,
  rounds: number,
): Promise<Rooms> {
  for (const [position, room] of all.entries()) {
    const size = position === 0 ? phonesInLargest : phonesInOthers;
    for (let phone = 0; phone < size; phone++) room.phones.push(new Phone(server.url, room.code));
  }
  const phones = all.flatMap((room) => room.phones);
  for (const phone of phones) await phone.join('operational');

  const before = server.memory().now;
  const shows = new Map<Phone, () => void>();
  for (const phone of phones) phone.listen(() => void look(phone));
  await wait(3000);
  const idleStream = (1024 * (server.memory().now - before)) / phones.length;

  /** As browsers do: a moment later, and one time after the other. */
  const looking = new Map<Phone, Promise<unknown>>();
  async function look(phone: Phone): Promise<void> {
    if (looking.has(phone)) return;
    const asked = wait(Math.random() * spread).then(() => phone.look());
    looking.set(phone, asked);
    await asked.finally(() => looking.delete(phone));
    if (isRevealed(phone.page)) shows.get(phone)?.();
  }

  const revealed: number[] = [];
  const voted: number[] = [];
  let lostEvents = 0;
  let acknowledged = 0;
  for (const item of items.slice(0, rounds)) {
    const from = items[items.indexOf(item) - 1] ?? '';
    for (const { id } of all) {
      await act(`${server.url}/workshops/${id}/steps`, facilitator, { step: item, from });
      await act(`${server.url}/workshops/${id}/rounds`, facilitator, { item, number: '1' });
    }
    await untilAll(phones, ({ page, round }) => round !== '' && !isRevealed(page));
    await Promise.all(
      phones.map(async (phone, position) => {
        const began = performance.now();
        const { status } = await phone.vote(String(1 + (position % 5)));
        voted.push(performance.now() - began);
        if (status === 303) acknowledged++;
      }),
    );
    const largest = all[0] as Room;
    const roundId = largest.phones[0]?.round ?? '';
    const began = performance.now();
    const shown = largest.phones.map(
      (phone) =>
        new Promise<number | null>((resolve) => {
          shows.set(phone, () => resolve(performance.now() - began));
          setTimeout(() => resolve(null), 10_000).unref();
        }),
    );
    await act(`${server.url}/workshops/${largest.id}/rounds/${roundId}/reveal`, facilitator, {});
    for (const time of await Promise.all(shown))
      if (time === null) lostEvents++;
      else revealed.push(time);
    for (const { id, phones: others } of all.slice(1))
      await act(`${server.url}/workshops/${id}/rounds/${others[0]?.round}/reveal`, facilitator, {});
    await untilAll(phones, ({ page }) => isRevealed(page)).catch(() => lostEvents++);
  }

  const database = await openDatabase(file);
  const { stored } = await database
    .selectFrom('ballot')
    .select(({ fn }) => fn.count<number>('choice').as('stored'))
    .executeTakeFirstOrThrow();
  await database.destroy();
  return {
    workshops,
    phones: phones.length,
    largest: phonesInLargest,
    rounds,
    revealed: { p50: at(revealed, 0.5), p99: at(revealed, 0.99), last: Math.max(...revealed) },
    vote: { p50: at(voted, 0.5), p99: at(voted, 0.99) },
    idleStream,
    lostEvents,
    lostVotes: acknowledged - Number(stored),
  };
}

function isRevealed(page: string): boolean {
  return page.includes('app-votes');
}

/** @throws Error when it is not so for all within twenty seconds. */
async function untilAll(phones: readonly Phone[], is: (phone: Phone) => boolean): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await wait(20))
    if (phones.every(is)) return;
  throw new Error(`${phones.filter((phone) => !is(phone)).length} phones did not hear of a change`);
}
