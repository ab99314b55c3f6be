import type { Server } from 'node:http';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import pino from 'pino';
import { hashed } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import type { Database } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';
import { newId } from '../../src/shared/ids.ts';
import { Live } from '../../src/workshop/live.ts';
import { type Listening, listen, until } from '../shared/listening.ts';
import { buildWorld, type Name, people, type Where, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** How often it looks what others changed: seldom enough to tell that from what is told at once. */
const every = 200;
const day = 24 * 60 * 60 * 1000;

onEachDatabase('The live channel of workshops', (opened) => {
  let database: Database;
  let world: World;
  let live: Live;
  let server: Server;
  let now: Date;
  const logged: string[] = [];
  let workshop: string;

  beforeAll(async () => {
    database = opened();
    world = await buildWorld(database);
  });
  beforeEach(async () => {
    now = today;
    logged.length = 0;
    workshop = await openWorkshop();
    [live, server] = begin();
  });
  afterEach(async () => {
    await end(live, server);
    expect(logged).toEqual([]);
    await database.deleteFrom('session').execute();
    await database.updateTable('appointment').set({ ended_at: null }).execute();
    await moveTo('hill');
    await database.updateTable('assessment').set({ without_survey: 0 }).execute();
    await database.updateTable('person').set({ disabled_at: null }).execute();
  });

  /** A process of the service: what it has is a Live, and routes that open its streams. */
  function begin(): [Live, Server] {
    const log = pino({}, { write: (line) => void logged.push(line) });
    const begun = new Live({ database, clock: () => now, log, every });
    begun.start();
    const app = express();
    app.get('/room/:workshopId/:participantId/:revision', (req, res) =>
      begun.openRoom(req, res, req.params),
    );
    app.get('/presenter/:workshopId/:sessionIdHash/:personId/:revision', (req, res) =>
      begun.openPresenter(req, res, req.params),
    );
    return [begun, serve(app)];
  }

  async function end(ended: Live, of: Server): Promise<void> {
    const closed = new Promise((resolve) => of.close(resolve));
    await ended.stop();
    await closed;
  }

  let workshops = 0;
  async function openWorkshop(): Promise<string> {
    const id = newId();
    await database
      .insertInto('workshop')
      .values({
        id,
        assessment_id: world.assessments.hill,
        number: ++workshops,
        code: `code ${id}`,
        pace: 'usual',
        minutes: 90,
        created_at: today.toISOString(),
        created_by: people.fay,
        opened_at: today.toISOString(),
      })
      .execute();
    return id;
  }

  let devices = 0;
  async function join(): Promise<{ id: string; stream: Listening }> {
    const id = newId();
    await database
      .insertInto('participant')
      .values({ id, workshop_id: workshop, device_hash: id, label: ++devices, family: 'digital' })
      .execute();
    return { id, stream: await listen(server, `/room/${workshop}/${id}/0?since=0`) };
  }

  async function present(name: Name): Promise<{ session: string; stream: Listening }> {
    const id = newId();
    const personId = people[name];
    await insertSession(database, { id, personId, csrfToken: 'a', now: now.toISOString() });
    const session = hashed(id);
    const path = `/presenter/${workshop}/${session}/${personId}/0.0?since=0.0`;
    return { session, stream: await listen(server, path) };
  }

  async function act(kind: 'room_revision' | 'votes_revision', id = workshop): Promise<void> {
    await database
      .updateTable('workshop')
      .set(({ eb }) => ({ [kind]: eb(kind, '+', 1) }))
      .where('id', '=', id)
      .execute();
  }

  test('tells the room and the presenter what the room sees', async () => {
    const [{ stream: room }, { stream: presenter }] = [await join(), await present('fay')];
    await act('room_revision');
    await live.changed(workshop);
    await Promise.all([room.heard(1), presenter.heard(1)]);
    expect([room.events(), presenter.events()]).toEqual([['changed 1'], ['changed 1.0']]);
  });

  test('tells nobody in the room that somebody voted', async () => {
    const [{ stream: room }, { stream: presenter }] = [await join(), await present('fay')];
    await act('votes_revision');
    await live.changed(workshop);
    await presenter.heard(1);
    await wait(2 * every);
    expect([room.events(), presenter.events()]).toEqual([[], ['changed 0.1']]);
    expect(room.text()).toMatch(/^retry: \d+\n\n$/);
  });

  test('tells one workshop nothing of another', async () => {
    const { stream } = await join();
    const other = await openWorkshop();
    await act('room_revision', other);
    await live.changed(other);
    await wait(2 * every);
    expect(stream.events()).toEqual([]);
  });

  test('many acts at once are told once or twice, and the last of them is', async () => {
    const { stream } = await present('fay');
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await act('votes_revision');
        await live.changed(workshop);
      }),
    );
    await until(() => stream.lastId() === '0.40');
    expect(stream.events().length).toBeLessThan(6);
  });

  test('tells what another process changed at the next look', async () => {
    const { stream } = await join();
    await act('room_revision');
    await stream.heard(1);
    expect(stream.events()).toEqual(['changed 1']);
  });

  test('loses nothing when the process ends and another begins', async () => {
    const { id, stream } = await join();
    await act('room_revision');
    await stream.heard(1);
    await end(live, server);
    await stream.ended();
    await act('room_revision');
    [live, server] = begin();
    const path = `/room/${workshop}/${id}/2?since=0`;
    const again = await listen(server, path, { 'Last-Event-ID': stream.lastId() ?? '' });
    await again.heard(1);
    expect(again.events()).toEqual(['changed 2']);
  });

  test('goes on after the database has failed, and tells then what was not told', async () => {
    const { stream } = await join();
    await database.schema.alterTable('participant').renameTo('hidden').execute();
    await act('room_revision');
    await live.changed(workshop);
    await until(() => logged.some((line) => line.includes('periodic work failed')));
    expect(logged[0]).toContain('open pages could not be told of a change');
    await database.schema.alterTable('hidden').renameTo('participant').execute();
    await stream.heard(1);
    expect(stream.events()).toEqual(['changed 1']);
    logged.length = 0;
  });

  test('closes the stream of a device that was removed, at once, and no other', async () => {
    const [removed, other, { stream: presenter }] = [
      await join(),
      await join(),
      await present('fay'),
    ];
    const at = { removed_at: now.toISOString() };
    await database.updateTable('participant').set(at).where('id', '=', removed.id).execute();
    await act('room_revision');
    await live.changed(workshop);
    expect(live.streams.size).toBe(2);
    await removed.stream.ended();
    await Promise.all([other.stream.heard(1), presenter.heard(1)]);
    expect(removed.stream.events()).toEqual(['ended']);
    expect(other.stream.events()).toEqual(['changed 1']);
  });

  test('closes the stream of a device that has left', async () => {
    const { id, stream } = await join();
    const at = { left_at: now.toISOString() };
    await database.updateTable('participant').set(at).where('id', '=', id).execute();
    await stream.ended();
    expect(stream.events()).toEqual(['ended']);
  });

  test('closes the streams of the room when the workshop ends; who ran it still may', async () => {
    const [{ stream: room }, { stream: presenter }] = [await join(), await present('fay')];
    await database
      .updateTable('workshop')
      .set({ ended_at: now.toISOString(), room_revision: 1 })
      .where('id', '=', workshop)
      .execute();
    await live.changed(workshop);
    await Promise.all([room.ended(), presenter.heard(1)]);
    expect([room.events(), presenter.events()]).toEqual([['ended'], ['changed 1.0']]);
  });

  test('closes the streams of a workshop that is no more', async () => {
    const { stream } = await present('fay');
    await database.deleteFrom('workshop').where('id', '=', workshop).execute();
    await stream.ended();
    expect(stream.events()).toEqual(['ended']);
  });

  const endings: [string, Name, (session: string) => Promise<unknown>][] = [
    [
      'who signed out',
      'fay',
      (session) => database.deleteFrom('session').where('id_hash', '=', session).execute(),
    ],
    ['whose appointment ended', 'fay', () => endAppointment('fay')],
    ['who now facilitates another assessment', 'fay', () => moveTo('dale')],
    ['who was disabled', 'fay', () => disable('fay')],
    [
      'whose session was not used for 20 hours',
      'fay',
      async () => {
        now = new Date(today.getTime() + (21 / 24) * day);
      },
    ],
    [
      'who signed in a week ago',
      'fay',
      async (session) => {
        now = new Date(today.getTime() + 7.1 * day);
        const seen = { seen_at: now.toISOString() };
        await database.updateTable('session').set(seen).where('id_hash', '=', session).execute();
      },
    ],
    ['who leads, and no longer does', 'lena', () => endAppointment('lena')],
    ['who leads, where there is a survey', 'lena', () => withoutSurvey(0)],
  ];
  test.each(endings)('closes the stream of a presenter %s', async (_who, name, ending) => {
    await withoutSurvey(1);
    const [theirs, { stream: room }] = [await present(name), await join()];
    await wait(2 * every);
    expect(theirs.stream.events()).toEqual([]);
    await ending(theirs.session);
    await theirs.stream.ended();
    expect(theirs.stream.events()).toEqual(['ended']);
    expect([room.events(), live.streams.size]).toEqual([[], 1]);
  });

  test.each<Name>(['leo', 'sam', 'nora', 'alice'])(
    'lets nobody listen as presenter who may not run the workshop, such as %s',
    async (name) => {
      await withoutSurvey(1);
      const { stream } = await present(name);
      await stream.ended();
      expect(stream.events()).toEqual(['ended']);
    },
  );

  test('somebody has at most four streams as presenter, of all workshops', async () => {
    for (let at = 0; at < 4; at++) await present('fay');
    expect((await present('fay')).stream.status).not.toBe(200);
    expect((await join()).stream.status).toBe(200);
  });

  async function endAppointment(name: Name): Promise<void> {
    await database
      .updateTable('appointment')
      .set({ ended_at: now.toISOString() })
      .where('person_id', '=', people[name])
      .execute();
  }

  async function moveTo(where: Where): Promise<void> {
    await database
      .updateTable('appointment')
      .set({ assessment_id: world.assessments[where] })
      .where('role', '=', 'facilitator')
      .execute();
  }

  async function disable(name: Name): Promise<void> {
    await database
      .updateTable('person')
      .set({ disabled_at: now.toISOString() })
      .where('id', '=', people[name])
      .execute();
  }

  async function withoutSurvey(without_survey: 0 | 1): Promise<void> {
    await database
      .updateTable('assessment')
      .set({ without_survey })
      .where('id', '=', world.assessments.hill)
      .execute();
  }
});
