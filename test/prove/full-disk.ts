import { page } from '../load/steps.ts';
import { damageOf } from './place.ts';
import { type Proved, sum } from './proof.ts';
import { type Answer, send } from './send.ts';
import type { Serving } from './serving.ts';
import { fullFileSystem, limitedFile, type SmallDisk } from './small-disk.ts';
import { readStored } from './stored.ts';
import { prepareWriters } from './world.ts';
import type { Writer } from './writer.ts';

const writersAtOnce = 8;
/** The longest that a note may be, in characters: what some save needs more room than the rest. */
const noteLength = 2000;
/** How long, in milliseconds, they write while there is room, and how long while there is none. */
const [withRoom, withoutRoom] = [300, 500];
/** How often the disk is filled. */
const times = 4;

/** While nothing can be saved, what was typed comes back; then all goes on as before. */
export async function provedByFullDisk(): Promise<readonly Proved[]> {
  const proved = [await filled(await limitedFile())];
  const real = await fullFileSystem();
  if (real) proved.push(await filled(real));
  return proved;
}

/** Fills a disk and makes room again, a few times, while people save. */
export async function filled(disk: SmallDisk): Promise<Proved> {
  const { place } = disk;
  let service: Serving | null = null;
  try {
    const writers = await prepareWriters(place, writersAtOnce, noteLength);
    service = await disk.serve();
    const lost: string[] = [];
    let refused = 0;
    // A save without room is refused with everything that was typed; one with room never is.
    const save = async (writer: Writer, { address }: Serving, isFull: boolean) => {
      const answer = await writer.save(address);
      if (answer?.status === 303) return;
      if (!isFull || answer?.status !== 503) lost.push(`a save was answered ${answer?.status}`);
      else lost.push(...faultsOfRefusal(answer, writer.typed));
      refused += 1;
    };
    const write = async (serving: Serving, isFull: boolean) => {
      const end = performance.now() + (isFull ? withoutRoom : withRoom);
      const one = async (writer: Writer) => {
        while (performance.now() < end) await save(writer, serving, isFull);
      };
      await Promise.all(writers.map(one));
    };

    await write(service, false);
    for (let time = 0; time < times; time += 1) {
      await disk.fill(service);
      await write(service, true);
      lost.push(...(await faultsOfService(service, writers)));
      const stored = await readStored(place.url);
      lost.push(...writers.flatMap((writer) => writer.faultsIn(stored)));
      await disk.makeRoom(service);
      await write(service, false);
    }
    if (refused === 0) lost.push('nothing was refused, so that nothing was tried');
    if (writers.some(({ waits }) => waits)) lost.push('a save was never taken, with room again');
    const afterwards = await readStored(place.url);
    lost.push(...writers.flatMap((writer) => writer.faultsIn(afterwards)), ...damageOf(place));
    const status = await service.stop();
    if (status !== 0) lost.push(`the service ended with ${status}`);
    return {
      name: 'A full disk loses nothing that was confirmed or typed',
      tried: `${disk.how}, ${times} times: ${sum(writers.map(({ confirmed }) => confirmed))} saves confirmed, ${refused} refused while it was full`,
      lost,
      note: 'after room was made, what had been refused was saved',
    };
  } finally {
    await service?.kill();
    await place.remove();
  }
}

function faultsOfRefusal({ headers, body }: Answer, typed: readonly string[]): string[] {
  const faults = typed.some((text) => !body.includes(text))
    ? ['a refusal without what was typed']
    : [];
  return headers['retry-after']
    ? faults
    : [...faults, 'a refusal that does not say when to come again'];
}

/** Who only reads is served, and the process is alive and says that it is not ready. */
async function faultsOfService(
  { address }: Serving,
  writers: readonly Writer[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { visitor } of writers) {
    const { status } = await send(address, page(visitor, `/assessments/${visitor.assessmentId}`));
    if (status !== 200) faults.push(`a page was answered ${status} while the disk was full`);
  }
  const live = await send(address, { method: 'GET', path: '/health/live', headers: {} });
  if (live.status !== 200) faults.push(`/health/live was answered ${live.status}`);
  return faults;
}
