import { setTimeout as wait } from 'node:timers/promises';
import { damageOf, type Place, postgresPlace, sqlitePlace } from './place.ts';
import { between, type Options, type Proved, sum } from './proof.ts';
import { type Serving, serve } from './serving.ts';
import { readStored } from './stored.ts';
import { prepareWriters } from './world.ts';
import type { Writer } from './writer.ts';

const writersAtOnce = 8;
/** For how long, in milliseconds, they write before the process is killed. */
const [shortest, longest] = [5, 400];
/** How long the first save may take. */
const patience = 10_000;
const roundsOnPostgres = 20;

/** A save that was seen confirmed is never lost, and one that was not can be sent again. */
export async function provedByKilling({ rounds, postgres }: Options): Promise<readonly Proved[]> {
  const proved = [await killed(sqlitePlace, rounds)];
  if (postgres)
    proved.push(await killed(() => postgresPlace(postgres), Math.min(rounds, roundsOnPostgres)));
  return proved;
}

async function killed(newPlace: () => Promise<Place>, rounds: number): Promise<Proved> {
  const place = await newPlace();
  let service: Serving | null = null;
  try {
    const writers = await prepareWriters(place, writersAtOnce);
    const lost: string[] = [];
    let [cut, done] = [0, 0];
    service = await serve(place);
    for (; done < rounds && lost.length === 0; done += 1) {
      lost.push(...(await writeUntilKilled(writers, service)));
      cut += writers.filter(({ waits }) => waits).length;
      service = await serve(place);
      lost.push(...(await faultsAfterwards(place, service, writers)));
    }
    const confirmed = confirmedTo(writers);
    return {
      name: `A save that was seen confirmed is never lost (${place.kind})`,
      tried: `${done} times killed with SIGKILL, ${writers.length} writers, ${confirmed} saves confirmed`,
      lost,
      note: `${cut} saves were under way, and sent again with the same id`,
    };
  } finally {
    await service?.kill();
    await place.remove();
  }
}

/** Kills the service while all of them write. @returns what was answered otherwise than it should. */
async function writeUntilKilled(
  writers: readonly Writer[],
  { address, kill }: Serving,
): Promise<string[]> {
  const before = confirmedTo(writers);
  const writing = Promise.all(writers.map((writer) => writeUntilCut(writer, address)));
  // A process that has just started takes its time over the first of them.
  const begun = performance.now();
  while (confirmedTo(writers) === before && performance.now() - begun < patience) await wait(5);
  await wait(between(shortest, longest));
  await kill();
  return (await writing).flat();
}

function confirmedTo(writers: readonly Writer[]): number {
  return sum(writers.map(({ confirmed }) => confirmed));
}

/** @returns what was answered otherwise than it should, in words. */
async function writeUntilCut(writer: Writer, address: string): Promise<string[]> {
  for (;;) {
    const answer = await writer.save(address);
    if (!answer) return [];
    if (answer.status !== 303) return [`a save was answered ${answer.status}`];
  }
}

/** What of that which was confirmed is not there, now that the service has started again. */
async function faultsAfterwards(
  place: Place,
  { address }: Serving,
  writers: readonly Writer[],
): Promise<string[]> {
  const stored = await readStored(place.url);
  const lost = [...damageOf(place), ...writers.flatMap((writer) => writer.faultsIn(stored))];
  for (const writer of writers) {
    // What had been answered is sent again as well: a person may press the button twice.
    for (const answer of [
      await writer.saveAgain(address),
      writer.waits && (await writer.save(address)),
      await writer.saveAgain(address),
    ])
      if (answer && answer.status !== 303)
        lost.push(`a save that was sent again was answered ${answer.status}`);
  }
  const again = await readStored(place.url);
  lost.push(...writers.flatMap((writer) => writer.faultsIn(again)));
  if (again.answers.size < stored.answers.size) lost.push('answers went away');
  return lost;
}
