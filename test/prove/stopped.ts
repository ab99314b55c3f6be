import { setTimeout as wait } from 'node:timers/promises';
import { page } from '../load/steps.ts';
import { damageOf, type Place, sqlitePlace } from './place.ts';
import { between, type Options, type Proved, sum } from './proof.ts';
import { type Listener, listen, prepareRoom } from './room.ts';
import { CutShort, send, sendSlowly } from './send.ts';
import { serve } from './serving.ts';
import { readStored } from './stored.ts';
import { prepareWriters } from './world.ts';
import type { Writer } from './writer.ts';

const writersAtOnce = 8;
/** How many pages each of them asks for just before the signal. */
const burst = 5;
const phones = 6;
const mostRounds = 20;
/** Within which a process that is asked to stop has to end, in milliseconds. */
const allowed = 15_000;

/** What one stop came to. */
interface Stopped {
  readonly lost: readonly string[];
  readonly pages: number;
  /** Requests that came too late to be accepted. */
  readonly turnedAway: number;
  readonly took: number;
}

/** A deploy drops nothing: what was accepted is answered, and streams are ended in order. */
export async function provedByStopping({ rounds }: Options): Promise<readonly Proved[]> {
  const place = await sqlitePlace();
  try {
    const writers = await prepareWriters(place, writersAtOnce + 1);
    await prepareRoom(place);
    const stops: Stopped[] = [];
    while (stops.length < Math.min(rounds, mostRounds)) stops.push(await stopOnce(place, writers));
    const lost = [...stops.flatMap((stop) => stop.lost), ...damageOf(place)];
    const pages = sum(stops.map((stop) => stop.pages));
    const late = sum(stops.map(({ turnedAway }) => turnedAway));
    const longest = Math.max(...stops.map(({ took }) => took)) / 1000;
    const saves = sum(writers.map(({ confirmed }) => confirmed));
    return [
      {
        name: 'A deploy drops nothing',
        tried: `${stops.length} times stopped with SIGTERM, ${saves} saves, ${pages} pages, ${stops.length * phones} streams`,
        lost,
        note: `${longest.toFixed(1)} seconds at most; ${late} requests came too late to be accepted`,
      },
    ];
  } finally {
    await place.remove();
  }
}

async function stopOnce(place: Place, all: readonly Writer[]): Promise<Stopped> {
  const [slow, ...writers] = all as readonly [Writer, ...Writer[]];
  const service = await serve(place);
  const { address } = service;
  const lost: string[] = [];
  let [pages, turnedAway] = [0, 0];
  const write = async (writer: Writer) => {
    for (;;) {
      const answer = await writer.save(address);
      if (answer?.status === 303) continue;
      if (answer) lost.push(`a save was answered ${answer.status}`);
      return;
    }
  };
  let signalled = Number.POSITIVE_INFINITY;
  const readOnce = async ({ visitor }: Writer): Promise<boolean> => {
    const sent = performance.now();
    try {
      const step = page(visitor, `/assessments/${visitor.assessmentId}`);
      const { status } = await send(address, step);
      if (status !== 200) lost.push(`a page was answered ${status}`);
      pages += 1;
      return true;
    } catch (error) {
      const isRefused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
      if (error instanceof CutShort) lost.push('a page was cut short');
      else if (sent < signalled && !isRefused)
        lost.push('a page that was asked for before the signal was not answered');
      else turnedAway += 1;
      return false;
    }
  };
  const read = async (reader: Writer) => {
    while (await readOnce(reader));
  };
  try {
    const listeners: Listener[] = [];
    while (listeners.length < phones) listeners.push(await listen(address));
    const asking: Promise<unknown>[] = [...writers.map(write), ...writers.map(read)];
    let stopping = () => {};
    const told = new Promise<void>((resolve) => (stopping = resolve));
    // Accepted before the signal, and only sent to its end after it.
    const late = slow.save(address, (...of) =>
      sendSlowly(
        told.then(() => wait(300)),
        ...of,
      ),
    );
    await wait(between(150, 700));
    // Connections that are new when the signal comes, and have asked already.
    for (let times = 0; times < burst; times += 1) asking.push(...writers.map(readOnce));
    await wait(between(5, 20));
    signalled = performance.now();
    const ended = service.stop();
    stopping();
    const status = await ended;
    const took = performance.now() - signalled;
    if (status !== 0) lost.push(`the process ended with ${status ?? 'a signal'}`);
    if (took > allowed) lost.push(`it took ${Math.round(took)} ms to stop`);
    const answer = await late;
    if (answer?.status !== 303)
      lost.push(`a save that was accepted before was answered ${answer?.status ?? 'by nothing'}`);
    await Promise.all(asking);
    lost.push(...listeners.filter((each) => !each.isEnded()).map(() => 'a stream was cut'));
    const stored = await readStored(place.url);
    for (const writer of all) {
      lost.push(...writer.faultsIn(stored));
      if (writer.waits) turnedAway += 1;
      if (writer.isSavedUnheard(stored)) lost.push('a save was done and never answered');
    }
    return { lost, pages, turnedAway, took };
  } finally {
    await service.kill();
  }
}
