import { spawn } from 'node:child_process';
import { answers, freePort, onServersCore, root } from './server-process.ts';

/** Seconds from `npm start` on a seeded folder to the first answered page. */
export async function coldStart(dataDir: string): Promise<number> {
  const port = await freePort();
  const [program, args] = onServersCore(['npm', 'start']);
  const began = performance.now();
  // A group of its own, so that npm and what it starts can be ended together.
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    return ((await answers(`http://127.0.0.1:${port}/`, child)) - began) / 1000;
  } finally {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}
