/**
 * Fifty workshops at once, one of them with 300 phones: how long it takes from a reveal until the
 * last phone of the large one shows it, what an idle stream costs, and whether anything is lost.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { insertInBatches } from '../../src/demonstration/store.ts';
import { newSecret } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { newWorkshopCode } from '../../src/workshop/code.ts';
import { Phone } from '../support/phone.ts';
import { at } from './numbers.ts';
import { type ServerProcess, startCommand, startServer } from './server-process.ts';

const workshops = 50;
const phonesInLargest = 300;
const phonesInOthers = 12;
/** Browsers that hear of a change ask for the page within this time, in milliseconds. */
const spread = 300;
const items = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'D1', 'D2'];

export interface Rooms {
  readonly phones: number;
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

interface Room {
  readonly id: string;
  readonly code: string;
  readonly phones: Phone[];
}

interface Facilitator {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** @param rounds how many questions are voted on, one after the other, at most ten. */
export async function rooms(folder: string, rounds: number): Promise<Rooms> {
  const file = `sqlite:${path.join(folder, 'service.sqlite')}`;
  const { all, facilitator } = await prepare(file);
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
  const act = (path: string, fields: Readonly<Record<string, string>>) =>
    post(server.url + path, facilitator, fields);
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
      await act(`/workshops/${id}/steps`, { step: item, from });
      await act(`/workshops/${id}/rounds`, { item, number: '1' });
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
    await act(`/workshops/${largest.id}/rounds/${roundId}/reveal`, {});
    for (const time of await Promise.all(shown))
      if (time === null) lostEvents++;
      else revealed.push(time);
    for (const { id, phones: others } of all.slice(1))
      await act(`/workshops/${id}/rounds/${others[0]?.round}/reveal`, {});
    await untilAll(phones, ({ page }) => isRevealed(page)).catch(() => lostEvents++);
  }

  const database = await openDatabase(file);
  const { stored } = await database
    .selectFrom('ballot')
    .select(({ fn }) => fn.count<number>('choice').as('stored'))
    .executeTakeFirstOrThrow();
  await database.destroy();
  return {
    phones: phones.length,
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

async function post(
  url: string,
  { cookie, csrfToken }: Facilitator,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { status } = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ _csrf: csrfToken, ...fields }),
  });
  if (status !== 303) throw new Error(`${url} was answered ${status}`);
}

/** Workshops of as many organisations, all run by one facilitator who is signed in. */
async function prepare(file: string) {
  const database = await openDatabase(file, 'NORMAL');
  const now = systemClock();
  const at = now.toISOString();
  const day = 24 * 60 * 60 * 1000;
  const cycle = {
    id: newId(),
    name: 'The rooms',
    questionnaire_version: latestVersion,
    opens_at: new Date(now.getTime() - day).toISOString(),
    closes_at: new Date(now.getTime() + day).toISOString(),
  };
  const person = { id: newId(), name: 'Fictional Facilitator', job_title: 'Facilitator' };
  const all = Array.from({ length: workshops }, (_, position) => ({
    id: newId(),
    code: newWorkshopCode(),
    assessment: newId(),
    organisation: `ROOM${position}`,
    phones: [] as Phone[],
  }));
  await insertInBatches(database, 'person', [{ ...person, created_at: at }]);
  await insertInBatches(database, 'cycle', [cycle]);
  await insertInBatches(
    database,
    'organisation',
    all.map(({ organisation }) => ({
      code: organisation,
      name: `Trust ${organisation}`,
      kind: 'trust' as const,
      source: 'load',
      fictional: 1 as const,
    })),
  );
  await insertInBatches(
    database,
    'assessment',
    all.map(({ assessment, organisation }) => ({
      id: assessment,
      cycle_id: cycle.id,
      organisation_code: organisation,
      opened_at: at,
      closed_at: at,
      without_survey: 1 as const,
    })),
  );
  await insertInBatches(
    database,
    'appointment',
    all.map(({ assessment }) => ({
      id: newId(),
      person_id: person.id,
      role: 'facilitator' as const,
      assessment_id: assessment,
      appointed_at: at,
    })),
  );
  await insertInBatches(
    database,
    'workshop',
    all.map(({ id, code, assessment }) => ({
      id,
      code,
      assessment_id: assessment,
      number: 1,
      pace: 'usual' as const,
      minutes: 120,
      created_at: at,
      created_by: person.id,
      opened_at: at,
    })),
  );
  await insertInBatches(
    database,
    'agenda_item',
    all.flatMap(({ id }) =>
      items.map((item, position) => ({ workshop_id: id, item, position, reasons: '[]' })),
    ),
  );
  const [sessionId, csrfToken] = [newSecret(), newSecret()];
  await insertSession(database, { id: sessionId, personId: person.id, csrfToken, now: at });
  await database.destroy();
  return { all, facilitator: { cookie: `session=${sessionId}`, csrfToken } };
}
