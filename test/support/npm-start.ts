import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

export const root = path.join(import.meta.dirname, '../..');

/** The service as a process of its own, started as people start it. */
export interface Started {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  readonly output: () => string;
  readonly address: string;
}

/** What a test that starts the service needs; there is an empty data folder for each test. */
export interface Starting {
  readonly folder: () => string;
  start(settings?: NodeJS.ProcessEnv): Promise<Started>;
}

/** What every process is given: where programs are and where the data is, and nothing else. */
export function environment(folder: string, settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, ...settings };
}

export function starting(): Starting {
  let folder: string;
  let running: ChildProcess[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'maturity-start-'));
    running = [];
  });
  afterEach(async () => {
    // npm and what it started are one process group, so that no test leaves a service behind.
    for (const { pid, exitCode, signalCode } of running)
      if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (settings: NodeJS.ProcessEnv = {}): Promise<Started> => {
    const port = settings.PORT ?? String(await freePort());
    const child = spawn('npm', ['start'], {
      cwd: root,
      env: environment(folder, { PORT: port, ...settings }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => (output += part));
    return { process: child, output: () => output, address: `http://127.0.0.1:${port}` };
  };
  return { folder: () => folder, start };
}

export async function untilServing({ address, process: child, output }: Started): Promise<void> {
  while (child.exitCode === null) {
    const live = await fetch(`${address}/health/live`).catch(() => null);
    if (live?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It ended before it served:\n${output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
