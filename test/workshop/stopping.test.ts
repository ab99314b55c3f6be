import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { listenAt } from '../shared/listening.ts';
import { starting, untilServing } from '../support/npm-start.ts';

describe('stopping the service while people are in a room', () => {
  const { folder, start } = starting();

  test('closes their streams so that they connect again, and takes no longer for it', async () => {
    const service = await start({ NODE_OPTIONS: '--import ./test/workshop/streaming-main.ts' });
    await untilServing(service);
    const workshop = await insertWorkshop();
    const open = () => listenAt(`${service.address}/streams/${workshop}/${newId()}`);
    const streams = await Promise.all(Array.from({ length: 50 }, open));
    // Longer than it takes to look whether they may still listen.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(streams.map(({ closed }) => closed())).not.toContain(true);

    const asked = performance.now();
    service.process.kill('SIGTERM');
    const [status] = await once(service.process, 'exit');
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(status).toBe(0);
    for (const { text } of streams)
      expect(text()).toMatch(
        /^retry: \d+\n\nid: 0\nevent: changed\ndata: changed\n\nretry: \d+\n\n$/,
      );
    expect(service.output()).not.toMatch(/"level":(40|50)/);
  }, 60_000);

  async function insertWorkshop(): Promise<string> {
    const database = await openDatabase(`sqlite:${folder()}/service.sqlite`);
    const { id: created_by } = await first(database.selectFrom('person').select('id'));
    const { id: assessment_id } = await first(database.selectFrom('assessment').select('id'));
    const id = newId();
    const created_at = new Date().toISOString();
    const workshop = { id, assessment_id, code: id, created_at, created_by, opened_at: created_at };
    await database
      .insertInto('workshop')
      .values({ ...workshop, number: 99, pace: 'usual', minutes: 90 })
      .execute();
    await database.destroy();
    return id;
  }
});

function first<T>(query: { executeTakeFirstOrThrow(): Promise<T> }): Promise<T> {
  return query.executeTakeFirstOrThrow();
}
