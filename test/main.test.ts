import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { postgresSchema } from './support/databases.ts';
import { postgresUrl } from './support/optional.ts';

const root = path.join(import.meta.dirname, '..');

interface Started {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly address: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('npm start', () => {
  let folder: string;
  let running: ChildProcess[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'maturity-start-'));
    running = [];
  });
  afterEach(async () => {
    // npm and what it started are one process group, so that no test leaves a service behind.
    for (const { pid, exitCode } of running)
      if (pid && exitCode === null) process.kill(-pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function start(settings: NodeJS.ProcessEnv = {}): Promise<Started> {
    const port = settings.PORT ?? String(await freePort());
    const child = spawn('npm', ['start'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: folder,
        PORT: port,
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => (output += part));
    return { process: child, output: () => output, address: `http://127.0.0.1:${port}` };
  }

  async function untilServing({ address, process: child, output }: Started): Promise<void> {
    while (child.exitCode === null) {
      const live = await fetch(`${address}/health/live`).catch(() => null);
      if (live?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It ended before it served:\n${output()}`);
  }

  test('serves a demonstration, says where and to whom, and stops cleanly', async () => {
    const service = await start();
    await untilServing(service);
    const page = await (await fetch(`${service.address}/sign-in`)).text();
    expect(page).toContain('Maren Oakhurst');
    while (!service.output().includes('Ottoline')) await new Promise((r) => setTimeout(r, 20));
    expect(service.output()).toContain(`is at ${service.address}`);
    expect(service.output()).toContain('Maren Oakhurst, Chief operating officer');

    service.process.kill('SIGTERM');
    await once(service.process, 'exit');
    await expect(fetch(`${service.address}/health/live`)).rejects.toThrow();
  }, 60_000);

  test('started again, it serves the same demonstration without preparing it again', async () => {
    const first = await start();
    await untilServing(first);
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    const second = await start();
    await untilServing(second);
    expect(first.output()).toContain('Preparing the demonstration');
    expect(second.output()).not.toContain('Preparing the demonstration');
  }, 60_000);

  (postgresUrl ? test : test.skip)(
    'serves from PostgreSQL as well',
    async () => {
      const { url, drop } = await postgresSchema();
      const service = await start({ DATABASE_URL: url });
      await untilServing(service);
      const page = await (await fetch(`${service.address}/sign-in`)).text();
      expect(page).toContain('Maren Oakhurst');
      service.process.kill('SIGTERM');
      await once(service.process, 'exit');
      await drop();
    },
    60_000,
  );

  test('says in one message why it does not start in production', async () => {
    const service = await start({ NODE_ENV: 'production' });
    const [status] = await once(service.process, 'exit');
    expect(status).toBe(1);
    expect(service.output()).toContain('The service cannot start:');
    expect(service.output()).toContain('- BASE_URL');
    expect(service.output()).not.toMatch(/\bat .*\.ts:/);
  }, 60_000);

  test('says plainly that its port is taken', async () => {
    const first = await start();
    await untilServing(first);
    const second = await start({
      PORT: new URL(first.address).port,
      DATA_DIR: path.join(folder, 'b'),
    });
    const [status] = await once(second.process, 'exit');
    expect(status).toBe(1);
    expect(second.output()).toContain('is used by another program');
    expect(second.output()).not.toMatch(/\bat .*\.ts:/);
  }, 60_000);
});
