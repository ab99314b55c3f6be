import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs another program to its end.
 * @returns what it wrote to standard output.
 * @throws Error in words when it is not installed, or with what it said when it fails.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stopping?: AbortSignal,
): Promise<string> {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(stopping ? { signal: stopping } : {}),
  });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (part) => (output += part));
  child.stderr.on('data', (part) => (complaint += part));
  const [status] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(
      `There is no program ${program} here. It comes with PostgreSQL's client programs (on Debian: apt-get install postgresql-client), of the server's version or newer.`,
    );
  });
  if (status !== 0) throw new Error(`${program} failed:\n${complaint.trim()}`);
  return output;
}
