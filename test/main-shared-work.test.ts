import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { enqueue } from '../src/mail/store.ts';
import type { Database } from '../src/shared/database.ts';
import { closedCycle, manyTrusts } from './benchmark/release/releasing.ts';
import { buildWorld, people } from './support/cast.ts';
import type { Started } from './support/npm-start.ts';
import { postgresUrl } from './support/optional.ts';
import { begun, severalProcesses } from './support/several-processes.ts';
import { until } from './support/until.ts';

const day = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();

(postgresUrl ? describe : describe.skip)('two processes on one PostgreSQL', () => {
  const several = severalProcesses();
  const { begin, withDatabase } = several;

  test('send each mail once, and compute a release once', async () => {
    const addresses = Object.keys(people).map((name) => `${name}@leaders.example`);
    await withDatabase(async (database) => {
      await buildWorld(database);
      await dueCycle(database);
      const wanted = addresses.flatMap((address) => [1, 2, 3].map(() => address));
      const messages = wanted.map((address) => ({ kind: 'sign-in' as const, address }));
      await enqueue(database, messages, daysAgo(1));
    });
    // As a third process that is computing already: the two leave it alone.
    const third = await several.join();
    const computing = await begun(third, 'computing releases');
    const both = (await begin(2)) as [Started, Started];
    await withDatabase(async (database) => {
      const release = () => database.selectFrom('release').selectAll().execute();
      await until(async () => (await release()).length > 0);
      await wait(2500);
      expect((await release()).map(({ fingerprint }) => fingerprint)).toEqual([null]);
      await computing.end();
      await until(async () => (await release())[0]?.fingerprint !== null);
      expect(await release()).toHaveLength(1);
      const waiting = () =>
        database.selectFrom('message').select('id').where('sent_at', 'is', null).execute();
      await until(async () => (await waiting()).length === 0);
      const attempts = await database.selectFrom('message').select('attempts').distinct().execute();
      expect(attempts).toEqual([{ attempts: 1 }]);
    });
    await third.leave();
    const received = several
      .mail()
      .received.map(({ to }) => `${to}`)
      .sort();
    expect(received).toEqual([...addresses, ...addresses, ...addresses].sort());
    expect(both.map(({ output }) => output()).join()).not.toContain('failed');
  }, 60_000);
});

/** A cycle that closed ten days ago, and is to be released by itself. */
async function dueCycle(database: Database): Promise<void> {
  await closedCycle(database, manyTrusts(6));
  const dates = { opens_at: daysAgo(60), closes_at: daysAgo(10) };
  const releases_on = daysAgo(1).slice(0, 10);
  await database
    .updateTable('cycle')
    .set({ ...dates, releases_on })
    .where('name', 'like', 'Cycle %')
    .execute();
  for (const table of ['survey_results', 'survey_release'] as const)
    await database
      .updateTable(table)
      .set({ made_at: daysAgo(9) })
      .execute();
}
