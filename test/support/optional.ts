import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** The browser and the PostgreSQL server that some tests need; the rest runs without them. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const postgresUrl = process.env.TEST_POSTGRES_URL;

export const hasChromium = existsSync(chromium);

/**
 * Runs once before all tests: says in one line each what is left out and how to get it, or fails
 * where it is required. Gives the run a folder for what its tests share.
 */
export default async function checkWhatIsThere(): Promise<void> {
  const without = [];
  if (!hasChromium)
    without.push({
      required: process.env.REQUIRE_BROWSER === '1',
      line: `Browser tests are left out: there is no ${chromium} (apt-get install chromium)`,
    });
  if (!postgresUrl)
    without.push({
      required: process.env.REQUIRE_POSTGRES === '1',
      line: 'PostgreSQL tests are left out: set TEST_POSTGRES_URL to a server (apt-get install postgresql)',
    });
  else await expectServer(postgresUrl);
  const missing = without.filter(({ required }) => required).map(({ line }) => line);
  if (missing.length > 0) throw new Error(missing.join('\n'));
  for (const { line } of without) process.stderr.write(`${line}\n`);
  process.env.SHARED_BY_TESTS = await mkdtemp(path.join(tmpdir(), 'maturity-run-'));
}

async function expectServer(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(
      `No PostgreSQL server answers at TEST_POSTGRES_URL: ${(error as Error).message}`,
    );
  }
  await client.end();
}
