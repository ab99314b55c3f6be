import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../load/server-process.ts';
import type { Place } from './place.ts';
import { environmentOf, keepTrack } from './serving.ts';

export interface Ended {
  /** Null when it was killed. */
  readonly status: number | null;
  readonly said: string;
  readonly complained: string;
}

/**
 * Runs a program of this project on a place, as its npm script does.
 * @param patience after how many milliseconds it is killed.
 */
export async function run(
  file: string,
  args: readonly string[],
  place: Place,
  patience = 60_000,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', './src/runtime.js', file, ...args], {
    cwd: root,
    env: environmentOf(place),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  keepTrack(child);
  let [said, complained] = ['', ''];
  child.stdout.on('data', (part) => (said += part));
  child.stderr.on('data', (part) => (complained += part));
  const [status] = await once(child, 'close');
  return { status, said, complained };
}

/** The same. @returns what it said. @throws Error when it does not succeed. */
export async function runWell(file: string, args: readonly string[], place: Place) {
  const { status, said, complained } = await run(file, args, place);
  if (status === 0) return said;
  throw new Error(`${file} ended with ${status ?? 'a signal'}: ${complained || said}`);
}
