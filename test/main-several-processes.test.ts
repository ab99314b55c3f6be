import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { hashed, newSecret } from '../src/people/session.ts';
import { mostRequests } from '../src/people/sign-in-link.ts';
import { insertSession } from '../src/people/store.ts';
import { buildWorld, people } from './support/cast.ts';
import { type Started, untilServing } from './support/npm-start.ts';
import { postgresUrl } from './support/optional.ts';
import { ask, begun, post, severalProcesses } from './support/several-processes.ts';

(postgresUrl ? describe : describe.skip)('two processes on one PostgreSQL', () => {
  const several = severalProcesses();
  const { begin, withDatabase } = several;

  test('migrate an empty database once, and share sessions and limits', async () => {
    const [one, two] = (await begin(2)) as [Started, Started];
    const [id, csrfToken] = [newSecret(), newSecret()];
    await withDatabase(async (database) => {
      await buildWorld(database);
      const now = new Date().toISOString();
      await insertSession(database, { id, personId: people.lena, csrfToken, now });
    });
    const cookie = `__Host-session=${id}`;
    const statuses = async () => {
      const answers = [one, two].map(({ address }) => ask(`${address}/assessments`, cookie));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200]);
    const end = `${one.address}/sessions/${hashed(id)}/end`;
    expect((await post(end, { _csrf: csrfToken }, cookie)).status).toBe(303);
    expect(await statuses()).toEqual([303, 303]);

    for (const { address } of [one, two, one]) expect((await askForLink(address)).status).toBe(303);
    await withDatabase(async (database) => {
      const counts = await database.selectFrom('rate_limit').select('hits').execute();
      expect(counts).toEqual([{ hits: 3 }]);
      await database.updateTable('rate_limit').set({ hits: mostRequests }).execute();
    });
    for (const { address } of [one, two]) expect((await askForLink(address)).status).toBe(429);
  }, 60_000);

  test('wait for each other when both find nothing, and prepare the demonstration once', async () => {
    const first = await several.join();
    const preparing = await begun(first, 'demonstration');
    const second = await several.demonstrate();
    await wait(3000);
    await expect(fetch(second.address)).rejects.toThrow();
    await withDatabase(buildWorld);
    await preparing.end();
    await untilServing(second);
    expect(second.output()).not.toContain('Preparing');
    await first.leave();
  }, 60_000);
});

function askForLink(address: string): Promise<Response> {
  return post(`${address}/sign-in-links`, { email: 'nobody@hill.example', return: '' });
}
