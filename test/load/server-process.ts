import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const root = path.join(import.meta.dirname, '../..');

/** Whether servers have one core to themselves and the load comes from another. */
export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

/** Moves this process, which makes the load, to the core that servers do not run on. */
export function leaveTheServersCore(): void {
  if (pinned) spawnSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)]);
}

/** A command as it is run on the servers' core; taskset becomes the command, so the id stays. */
export function onServersCore(command: readonly string[]): [string, string[]] {
  const [program = '', ...args] = pinned ? ['taskset', '-c', '0', ...command] : command;
  return [program, args];
}

/** What `npm start` runs, flags included, with another file in place of src/main.ts if given. */
export function startCommand(main = 'src/main.ts'): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return scripts.start
    .replace(/^exec /, '')
    .split(' ')
    .map((word: string) => (word === 'node' ? process.execPath : word))
    .map((word: string) => (word === 'src/main.ts' ? main : word));
}

/** A server under load, in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Processor time used so far, in milliseconds: all threads, user and system. */
  cpu(): number;
  /** Resident memory in MB: now, and the most so far. */
  memory(): { readonly now: number; readonly peak: number };
  stop(): Promise<void>;
}

/** Starts a server, whose log goes to its data folder, and waits until it answers `asked`. */
export async function startServer(
  command: readonly string[],
  env: Readonly<Record<string, string>> & { readonly DATA_DIR: string },
  asked = '/health/live',
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = path.join(env.DATA_DIR, `log-${port}`);
  const handle = openSync(log, 'w');
  const [program, args] = onServersCore(command);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', handle, 'ipc'],
  });
  closeSync(handle);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await answers(url + asked, child).catch((error: Error) => {
    throw new Error(`${error.message}\n${readFileSync(log, 'utf8').slice(0, 2000)}`);
  });
  return {
    url,
    child,
    cpu: () => cpuOf(child.pid),
    memory: () => ({ now: memoryOf(child.pid, 'VmRSS'), peak: memoryOf(child.pid, 'VmHWM') }),
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Resolves with when the address first answered well. @throws Error when the process ends first. */
export async function answers(url: string, child: ChildProcess): Promise<number> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server of ${url} ended before it answered`);
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return performance.now();
    await wait(5);
  }
  throw new Error(`${url} did not answer within a minute`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Linux counts processor time in hundredths of a second. */
const tick = 10;

function cpuOf(pid = 0): number {
  // The name in brackets may contain spaces; utime and stime are the 12th and 13th after it.
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
  const fields = after.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

function memoryOf(pid = 0, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(status.match(new RegExp(`${what}:\\s+(\\d+) kB`))?.[1]) / 1024;
}
