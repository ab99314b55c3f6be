import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import pino from 'pino';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';
import { newId } from '../../src/shared/ids.ts';
import { joinOthers, type Together } from '../../src/shared/together.ts';
import { Live } from '../../src/workshop/live.ts';
import { listen, until } from '../shared/listening.ts';
import { buildWorld } from '../support/cast.ts';
import { postgresSchema } from '../support/databases.ts';
import { postgresUrl } from '../support/optional.ts';
import { today } from '../support/service.ts';
import { insertWorkshop } from '../support/workshops.ts';

const logged: string[] = [];
const log = pino({}, { write: (line) => void logged.push(line) });
/** So seldom does each process look by itself that all that is told here was hinted at. */
const never = 3_600_000;

(postgresUrl ? describe : describe.skip)('open pages of one process', () => {
  let url: string;
  let drop: () => Promise<void>;
  let database: Database;
  let workshop: string;
  let server: Server;
  let joined: Together[];
  let [here, there]: Live[] = [];

  beforeEach(async () => {
    ({ url, drop } = await postgresSchema());
    database = await openDatabase(url);
    const { assessments } = await buildWorld(database);
    workshop = await insertWorkshop(database, assessments.hill);
    joined = [];
    [here, there] = [await begin(), await begin()];
    const app = express();
    app.get('/room/:workshopId/:participantId', (req, res) =>
      here?.openRoom(req, res, { ...req.params, revision: 0 }),
    );
    server = serve(app);
  });
  afterEach(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.all([here?.stop(), there?.stop(), closed]);
    for (const each of joined) await each.leave();
    await database.destroy();
    await drop();
    expect(logged).toEqual([]);
  });

  async function begin(): Promise<Live> {
    const together = await joinOthers(url, log);
    joined.push(together);
    const live = new Live({ database, clock: () => today, log, every: never, together });
    live.start();
    return live;
  }

  async function join() {
    const id = newId();
    await database
      .insertInto('participant')
      .values({ id, workshop_id: workshop, device_hash: id, label: 1, family: 'digital' })
      .execute();
    return listen(server, `/room/${workshop}/${id}?since=0`);
  }

  async function change(): Promise<void> {
    await database
      .updateTable('workshop')
      .set(({ eb }) => ({ room_revision: eb('room_revision', '+', 1) }))
      .where('id', '=', workshop)
      .execute();
  }

  test('hear at once of what another one changed', async () => {
    const stream = await join();
    await change();
    await there?.changed(workshop);
    await stream.heard(1);
    expect(stream.events()).toEqual(['changed 1']);
  });

  test('hear nothing of a hint that is not true', async () => {
    const stream = await join();
    for (const id of [workshop, newId(), "'; drop table ballot; --"]) await there?.changed(id);
    await wait(200);
    expect(stream.events()).toEqual([]);
  });

  test('hear of many changes once or twice, and of the last', async () => {
    const stream = await join();
    for (let at = 0; at < 30; at++) {
      await change();
      void there?.changed(workshop);
    }
    await until(() => stream.lastId() === '30');
    expect(stream.events().length).toBeLessThan(6);
  });
});
