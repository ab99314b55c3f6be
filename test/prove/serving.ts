import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { answers, freePort, root, startCommand } from '../load/server-process.ts';
import type { Place } from './place.ts';

/** The service as a process of its own, which may be ended in any way. */
export interface Serving {
  readonly address: string;
  readonly child: ChildProcess;
  /** What it wrote to its error output so far. */
  readonly complained: () => string;
  /** Ends it as a power cut would, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop. @returns its exit status, null where it was killed for taking too long. */
  stop(): Promise<number | null>;
}

/** How long, in milliseconds, a process may take to stop before it is killed. */
const patience = 20_000;

const running = new Set<ChildProcess>();
let isOver = false;

/** Kills what was started, so that what waits for it comes to its end; nothing starts any more. */
export function endAll(): void {
  isOver = true;
  for (const child of running) child.kill('SIGKILL');
}

/** Has a process ended with all others when the proofs are. @throws Error when they are already. */
export function keepTrack(child: ChildProcess): Promise<readonly [number | null]> {
  const gone = once(child, 'exit') as Promise<[number | null]>;
  running.add(child);
  gone.then(() => running.delete(child));
  if (!isOver) return gone;
  child.kill('SIGKILL');
  throw new Error('Interrupted');
}

/** What every process is given: what it needs to run, and nothing of whose shell this is. */
export function environmentOf({ url, folder }: Place): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, DATA_DIR: folder, DATABASE_URL: url, LOG_LEVEL: 'error' };
}

/**
 * Starts the service, and waits until it answers.
 * @param main another file in place of src/main.ts, which begins with something else.
 * @throws Error when it ends before it answers, with what it complained of.
 */
export async function serve(place: Place, main?: string): Promise<Serving> {
  const port = await freePort();
  const [program = '', ...args] = startCommand(main);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environmentOf(place), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = keepTrack(child);
  let said = '';
  child.stderr?.on('data', (part) => (said += part));
  const address = `http://127.0.0.1:${port}`;
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  try {
    const early = gone.then(() => Promise.reject(new Error('It ended before it answered')));
    await Promise.race([answers(`${address}/health/live`, child), early]);
  } catch (error) {
    await kill();
    throw new Error(`${(error as Error).message}\n${said}`);
  }
  return {
    address,
    child,
    complained: () => said,
    kill,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), patience);
      const [status] = await gone;
      clearTimeout(late);
      return status;
    },
  };
}
