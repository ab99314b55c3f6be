/**
 * One part of the way to a release, in a process of its own: what it took is written as JSON.
 * `release-work.ts close|prepare|compute FILE SECONDS`; after so many seconds it stops where it is.
 */
import { continueRelease } from '../../src/benchmark/release/continue-release.ts';
import { prepareRelease } from '../../src/benchmark/release/prepare-release.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';

/** What a part of the way took. */
export interface Work {
  readonly seconds: number;
  /** Processor time: all threads, user and system. */
  readonly processor: number;
  /** The most resident memory, in MB. */
  readonly peak: number;
  /** Parts of the release that there are now, and how many there will be. */
  readonly parts: number;
  readonly of: number;
}

const acts: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  close: async (database) => {
    const open = await database
      .selectFrom('assessment')
      .select('id')
      .where('closed_at', 'is', null)
      .execute();
    for (const { id } of open) await closeSurvey(database, systemClock, id, null);
  },
  prepare: async (database) => {
    const { id } = await database.selectFrom('cycle').select('id').executeTakeFirstOrThrow();
    await prepareRelease(database, systemClock, id, null);
  },
  compute: async (database) => {
    const { id } = await database.selectFrom('release').select('id').executeTakeFirstOrThrow();
    await continueRelease(database, id);
  },
};

const [act = '', file = '', limit = ''] = process.argv.slice(2);
const database = await openDatabase(file);
const began = performance.now();
const before = process.cpuUsage();
const late = new Promise((resolve) => setTimeout(resolve, 1000 * Number(limit)).unref());
await Promise.race([acts[act]?.(database), late]);
const used = process.cpuUsage(before);
const seconds = (performance.now() - began) / 1000;
const { parts } = await database
  .selectFrom('release_part')
  .select(({ fn }) => fn.countAll<number>().as('parts'))
  .executeTakeFirstOrThrow();
const release = await database.selectFrom('release').select('parts').executeTakeFirst();
const work: Work = {
  seconds,
  processor: (used.user + used.system) / 1e6,
  peak: process.resourceUsage().maxRSS / 1024,
  parts,
  of: release?.parts ?? 0,
};
process.stdout.write(JSON.stringify(work), () => process.exit());
