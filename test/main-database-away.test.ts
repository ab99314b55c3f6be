import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { enqueue } from '../src/mail/store.ts';
import { buildWorld } from './support/cast.ts';
import type { Started } from './support/npm-start.ts';
import { postgresUrl } from './support/optional.ts';
import { postgresProxy } from './support/postgres-proxy.ts';
import { ask, severalProcesses } from './support/several-processes.ts';
import { until } from './support/until.ts';

(postgresUrl ? describe : describe.skip)('a process on PostgreSQL', () => {
  const several = severalProcesses();
  const { begin, withDatabase } = several;

  test('goes on by itself when the server was away, and tells people meanwhile', async () => {
    await withDatabase(buildWorld);
    const proxy = await postgresProxy(several.url());
    const [service] = (await begin(1, { DATABASE_URL: proxy.url })) as [Started];
    const status = async () =>
      (await ask(`${service.address}/join/ABCDEF`, '__Host-session=a')).status;
    const before = await status();
    await proxy.cut();
    expect(await status()).toBe(503);
    // Longer than some of what it does by itself takes to come round.
    await wait(3000);
    expect([await status(), service.process.exitCode]).toEqual([503, null]);
    await proxy.mend();
    await until(async () => (await status()) === before);
    await withDatabase((database) =>
      enqueue(
        database,
        [{ kind: 'sign-in', address: 'alice@leaders.example' }],
        new Date().toISOString(),
      ),
    );
    await until(() => several.mail().received.length === 1);
    service.process.kill('SIGTERM');
    await once(service.process, 'exit');
    await proxy.cut();
  }, 60_000);
});
