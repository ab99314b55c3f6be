import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inEngland } from './country.ts';
import { prepareCopies } from './release-copies.ts';
import { prepareAnswers, signOff } from './release-data.ts';
import type { Work } from './release-work.ts';
import { onServersCore, root } from './server-process.ts';

/** How long it takes to make a release, and what it grows with. */
export interface Releases {
  /** Scoring every answer, and disclosure control of every survey: when surveys close. */
  readonly closing: Work;
  /** Freezing what a release is made of, and the parts of boards. */
  readonly preparing: Work;
  readonly computing: Work;
  /** The same for more organisations, whose surveys were scored before. */
  readonly growth: readonly Computed[];
}

export interface Computed {
  readonly organisations: number;
  /** Null where its memory or its time did not suffice. */
  readonly computing: Work | null;
  /** The data folder. */
  readonly folder: string;
}

/**
 * Makes releases, each step in a process of its own on the servers' core.
 * @param sizes how many organisations, as multiples of the country's 240.
 * @param seconds after which computing one is stopped where it is.
 */
export async function releases(
  folder: string,
  sizes: readonly number[],
  seconds: number,
): Promise<Releases> {
  const first = await fileIn(folder, 'first');
  await prepareAnswers(first);
  const closing = await work('close', first, seconds);
  await signOff(first);
  const preparing = await work('prepare', first, seconds);
  const computing = await work('compute', first, seconds);
  if (!closing || !preparing || !computing)
    throw new Error(`No release of ${inEngland} organisations in ${seconds} s`);
  const growth: Computed[] = [];
  for (const size of sizes) {
    const name = String(size);
    const file = await fileIn(folder, name);
    const copies = Math.max(1, Math.round(size / inEngland));
    const organisations = await prepareCopies(file, first, copies);
    const done = await work('compute', file, seconds);
    growth.push({ organisations, computing: done, folder: path.join(folder, name) });
  }
  return { closing, preparing, computing, growth };
}

async function fileIn(folder: string, name: string): Promise<string> {
  await mkdir(path.join(folder, name), { recursive: true });
  return `sqlite:${path.join(folder, name, 'service.sqlite')}`;
}

/** Null where its memory did not suffice, or it was too busy to stop when its time was over. */
async function work(act: string, file: string, seconds: number): Promise<Work | null> {
  const [program, args] = onServersCore([
    process.execPath,
    ...['--import', './src/runtime.js', 'test/load/release-work.ts', act, file, String(seconds)],
  ]);
  const timeout = 1000 * (seconds + 10);
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      ...{ cwd: root, timeout, killSignal: 'SIGKILL' },
    });
    return JSON.parse(stdout);
  } catch (error) {
    // Ended by us, or by itself for want of memory.
    if (['SIGKILL', 'SIGABRT'].includes(String((error as { signal?: string }).signal))) return null;
    throw error;
  }
}
