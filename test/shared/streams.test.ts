import type { Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import pino from 'pino';
import { serve } from '../../src/shared/http.ts';
import { problemPage } from '../../src/shared/problem-page.ts';
import { type StreamLimits, Streams } from '../../src/shared/streams.ts';
import { type Listening, listen, until } from './listening.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const logged: string[] = [];
const log = pino({}, { write: (line) => void logged.push(line) });

let streams: Streams;
let server: Server;
/** What is true now, by topic. */
let now: Record<string, string>;

/** A service that does nothing but open streams: /TOPIC/BROWSER, or /TOPIC/BROWSER/HOLDER. */
function begin(limits: Partial<StreamLimits> = {}): void {
  streams = new Streams({ pause: 40, ...limits });
  now = {};
  logged.length = 0;
  const app = express();
  app.use((_req, res, next) => {
    res.locals.frame = { person: null, csrfToken: '', demonstration: false };
    next();
  });
  app.get('/:topic/:browser{/:holder}', (req, res) => {
    const { topic, browser, holder = browser } = req.params as Record<string, string>;
    streams.open(req, res, {
      topic: topic as string,
      browser: browser as string,
      holder: holder as string,
      revision: now[topic as string] ?? '1',
    });
  });
  app.use(problemPage(log));
  server = serve(app);
}

function change(topic: string, revision: string): void {
  now[topic] = revision;
  streams.changed(topic, revision);
}

afterEach(async () => {
  streams.endAll();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(logged).toEqual([]);
});

const open = (path: string, lastId?: string): Promise<Listening> =>
  listen(server, path, lastId === undefined ? {} : { 'Last-Event-ID': lastId });

describe('a stream', () => {
  test('says that something changed, which revision it is now, and nothing else', async () => {
    begin();
    const stream = await open('/room/a?since=1');
    expect(stream.status).toBe(200);
    change('room', '2');
    await stream.heard(1);
    expect(stream.text()).toMatch(/^retry: \d+\n\nid: 2\nevent: changed\ndata: changed\n\n$/);
  });

  test('is kept by no cache, held back by no proxy, and ends with its connection', async () => {
    begin();
    const { headers } = await open('/room/a?since=1');
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('asks browsers to come back after a while that is not the same for all', async () => {
    begin();
    const delays = new Set<string | undefined>();
    for (let at = 0; at < 8; at++) {
      const stream = await open(`/room/${at}?since=1`);
      await until(() => stream.text() !== '');
      delays.add(stream.text().match(/^retry: ([1-4]\d{3})\n/)?.[1]);
    }
    expect(delays).not.toContain(undefined);
    expect(delays.size).toBeGreaterThan(1);
  });

  test('tells its own topic only', async () => {
    begin();
    const [room, other] = [await open('/room/a?since=1'), await open('/other/b?since=1')];
    change('room', '2');
    await room.heard(1);
    await wait(30);
    expect(other.events()).toEqual([]);
  });

  test('shows now and then that it is alive, though much or little happens', async () => {
    begin({ beat: 30, beatsInATurn: 1 });
    const [quiet, busy] = [await open('/quiet/a?since=1'), await open('/busy/b?since=1')];
    const beats = (stream: Listening) => stream.text().match(/^:$/gm)?.length ?? 0;
    let revision = 2;
    await until(() => {
      change('busy', String(revision++));
      return [quiet, busy].every((stream) => beats(stream) > 2);
    }, 'a third sign of life of both');
    expect(quiet.events()).toEqual([]);
  });

  test('is no open connection for whoever asks about it with HEAD', async () => {
    begin();
    await open('/room/a?since=1');
    const { port } = server.address() as { port: number };
    const asked = await fetch(`http://127.0.0.1:${port}/room/b`, { method: 'HEAD' });
    expect(asked.headers.get('content-type')).toBe('text/event-stream');
    expect(streams.size).toBe(1);
  });
});

describe('no change is lost', () => {
  test('when it came between the page and its stream', async () => {
    begin();
    now.room = '7';
    const stream = await open('/room/a?since=6');
    await stream.heard(1);
    expect(stream.events()).toEqual(['changed 7']);
  });

  test('when it came while the browser was away', async () => {
    begin();
    const first = await open('/room/a?since=1');
    change('room', '2');
    await first.heard(1);
    first.leave();
    await until(() => streams.size === 0);
    change('room', '3');
    const again = await open('/room/a?since=1', first.lastId());
    await again.heard(1);
    expect(again.events()).toEqual(['changed 3']);
  });

  test('and none is told twice to a browser that knows it already', async () => {
    begin();
    const first = await open('/room/a?since=1');
    change('room', '2');
    await first.heard(1);
    first.leave();
    // The address still says what the page knew when it was loaded.
    const again = await open('/room/a?since=1', '2');
    streams.changed('room', '2');
    streams.changed('room', '2');
    await wait(60);
    expect(again.events()).toEqual([]);
  });

  test('when it came just before the stream was open, and is told of again', async () => {
    begin();
    await open('/room/a?since=1');
    // What the route had read is older than what the others have been told.
    change('room', '2');
    now.room = '1';
    const late = await open('/room/b?since=1');
    streams.changed('room', '2');
    await late.heard(1);
    expect(late.events()).toEqual(['changed 2']);
  });

  test('when many come at once: they are one event, and the last is told', async () => {
    begin({ pause: 100 });
    const stream = await open('/votes/a?since=0');
    await stream.heard(1);
    for (let vote = 2; vote <= 300; vote++) change('votes', String(vote));
    await until(() => stream.lastId() === '300');
    expect(stream.events().length).toBeLessThanOrEqual(3);
  });
});

describe('how many there may be', () => {
  test('is one of a topic in each browser: the newer replaces the older', async () => {
    begin();
    const [older, newer] = [await open('/room/a?since=1'), await open('/room/a?since=1')];
    await older.ended();
    expect(older.events()).toEqual(['replaced']);
    change('room', '2');
    await newer.heard(1);
    expect([older.events(), streams.size]).toEqual([['replaced'], 1]);
  });

  test('is so many for one holder, whatever they open', async () => {
    begin({ perHolder: 2 });
    const first = await open('/one/a/hetty?since=1');
    await open('/two/b/hetty?since=1');
    const refused = await open('/three/c/hetty?since=1');
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10']);
    expect((await open('/three/c/ivo?since=1')).status).toBe(200);
    // In place of one of theirs there is always room.
    expect((await open('/one/a/hetty?since=1')).status).toBe(200);
    await first.ended();
    streams.end(({ topic }) => topic === 'two');
    expect((await open('/three/d/hetty?since=1')).status).toBe(200);
  });

  test('is so many in one process', async () => {
    begin({ perProcess: 3 });
    const all = [];
    for (const browser of ['a', 'b', 'c']) all.push(await open(`/room/${browser}?since=1`));
    const refused = await open('/room/d?since=1');
    await refused.ended();
    expect([refused.status, streams.size]).toEqual([503, 3]);
    expect(refused.text()).toContain('The service is not available just now');
    all[0]?.leave();
    await until(() => streams.size === 2);
    expect((await open('/room/d?since=1')).status).toBe(200);
  });

  test('is none any more once their browsers have gone, however rudely', async () => {
    begin();
    for (let at = 0; at < 20; at++) (await open(`/room/${at}?since=1`)).leave();
    for (let revision = 2; revision < 20; revision++) change('room', String(revision));
    await until(() => streams.size === 0);
    expect([...streams.keys()]).toEqual([]);
  });
});

test('a stream that nobody reads is cut before much waits in it', async () => {
  begin({ pause: 1 });
  const [stalled, reading] = [await open('/room/a?since=1'), await open('/room/b?since=1')];
  stalled.stall();
  // Revisions are short; long ones fill what the system itself keeps in less time.
  for (let at = 0; at < 2000 && streams.size === 2; at++) {
    change('room', `${at} ${'x'.repeat(20_000)}`);
    await wait(3);
  }
  expect([...streams.keys()].map(({ browser }) => browser)).toEqual(['b']);
  const before = reading.events().length;
  change('room', 'the last');
  await until(() => reading.events().length > before && reading.lastId() === 'the last');
});

test('streams are ended at once, and told so, for whom access ended', async () => {
  begin();
  const [theirs, others] = [await open('/room/a?since=1'), await open('/room/b?since=1')];
  streams.end(({ browser }) => browser === 'a');
  expect(streams.size).toBe(1);
  await theirs.ended();
  expect(theirs.events()).toEqual(['ended']);
  change('room', '2');
  await others.heard(1);
  expect(others.events()).toEqual(['changed 2']);
});

test('when the process stops, browsers are asked to connect again, and find it closed', async () => {
  begin();
  const stream = await open('/room/a?since=1');
  streams.endAll();
  const late = await open('/room/b?since=0');
  for (const each of [stream, late]) {
    await each.ended();
    expect(each.events()).toEqual([]);
    expect(each.text()).toMatch(/retry: \d+\n\n$/);
  }
  const closed = new Promise((resolve) => server.close(resolve));
  await closed;
  server = serve(express());
  server.listen(0);
});
