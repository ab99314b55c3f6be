import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Contents, readContents } from '../../src/operations/store.ts';
import { page } from '../load/steps.ts';
import { run, runWell } from './command.ts';
import { damageOf, kindsOfPlaces, type Place } from './place.ts';
import { type Options, type Proved, sum } from './proof.ts';
import { send } from './send.ts';
import { type Serving, serve } from './serving.ts';
import { readStored, withDatabase } from './stored.ts';
import { prepareWriters } from './world.ts';
import type { Mark, Writer } from './writer.ts';

const writersAtOnce = 8;
const mostBackups = 5;
/** What nobody changes meanwhile is the same in the copy. */
const unchanged = ['organisation', 'person', 'cycle', 'assessment', 'respondent'];

/** A backup, and what had been confirmed when it was begun. */
interface Taken {
  readonly file: string;
  readonly marks: ReadonlyMap<Writer, Mark>;
}

/** Backups restore: made while people save, each is whole and has all that was confirmed before. */
export async function provedByRestoring(options: Options): Promise<readonly Proved[]> {
  const proved: Proved[] = [];
  for (const newPlace of kindsOfPlaces(options.postgres)) {
    const place = await newPlace();
    try {
      proved.push(await drill(place, newPlace, Math.min(options.rounds, mostBackups)));
    } finally {
      await place.remove();
    }
  }
  return proved;
}

async function drill(
  place: Place,
  newPlace: () => Promise<Place>,
  backups: number,
): Promise<Proved> {
  const writers = await prepareWriters(place, writersAtOnce);
  const service = await serve(place);
  const lost: string[] = [];
  const taken: Taken[] = [];
  try {
    let isOver = false;
    const write = async (writer: Writer) => {
      while (!isOver) {
        const answer = await writer.save(service.address);
        if (answer?.status === 303) continue;
        lost.push(`a save was answered ${answer?.status}`);
        return;
      }
    };
    const writing = Promise.all(writers.map(write));
    try {
      for (let number = 0; number < backups; number += 1) {
        await wait(300);
        taken.push(await backUp(place, writers));
      }
    } finally {
      isOver = true;
      await writing;
    }
    for (const backup of taken) {
      const other = await newPlace();
      try {
        lost.push(...(await faultsOfRestored(backup, place, other)));
      } finally {
        await other.remove();
      }
    }
  } finally {
    await service.kill();
  }
  return {
    name: `Backups restore (${place.kind})`,
    tried: `${taken.length} backups while ${writers.length} writers made ${sum(writers.map(({ confirmed }) => confirmed))} saves, each restored elsewhere and served`,
    lost,
    note: 'saves, counts and the heads of the audit compared; verify-audit passed on each',
  };
}

async function backUp(place: Place, writers: readonly Writer[]): Promise<Taken> {
  const marks = new Map(writers.map((writer) => [writer, writer.mark()]));
  const to = path.join(place.folder, 'backups');
  const said = await runWell('src/commands/backup.ts', ['--to', to], place);
  return { file: said.match(/checked: (.*)$/m)?.[1] ?? '', marks };
}

async function faultsOfRestored({ file, marks }: Taken, live: Place, other: Place) {
  const into = other.kind === 'PostgreSQL' ? ['--into', other.url] : [];
  await runWell('src/commands/restore.ts', [file, ...into], other);
  let service: Serving | null = null;
  try {
    service = await serve(other);
    const stored = await readStored(other.url);
    const lost = [...marks].flatMap(([writer, mark]) => writer.faultsIn(stored, mark));
    lost.push(...(await faultsOfContents(live, other)), ...damageOf(other));
    const { status, said } = await run('src/commands/admin.ts', ['verify-audit'], other);
    if (status !== 0) lost.push(`the audit of the copy does not hold: ${said}`);
    for (const { visitor } of marks.keys()) {
      const { status } = await send(service.address, page(visitor, '/assessments'));
      if (status === 200) lost.push('a session of before the backup still holds in the copy');
    }
    return lost;
  } finally {
    await service?.kill();
  }
}

/** Compares what is counted, and each chain of the audit, which the live one only goes on from. */
async function faultsOfContents(live: Place, other: Place): Promise<string[]> {
  const copied = await withDatabase(other.url, readContents);
  return withDatabase(live.url, async (database) => {
    const now = await readContents(database);
    const lost: string[] = [];
    for (const { table, rows } of copied.counts) {
      const there = countIn(now, table);
      if (unchanged.includes(table) ? rows !== there : rows > there)
        lost.push(`${table}: ${rows} rows in the copy, ${there} in the live database`);
    }
    for (const { chain, length, head } of copied.heads) {
      const line = await database
        .selectFrom('audit')
        .select('hash')
        .where('chain', '=', chain)
        .where('position', '=', length)
        .executeTakeFirst();
      if (line?.hash !== head) lost.push(`the audit of ${chain} has another line ${length}`);
    }
    return lost;
  });
}

function countIn({ counts }: Contents, table: string): number {
  return counts.find((each) => each.table === table)?.rows ?? 0;
}
