import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { metricsServer } from '../../src/operations/metrics-server.ts';
import { newId } from '../../src/shared/ids.ts';
import { buildWorld, people } from '../support/cast.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { type Operated, operated } from './operated.ts';

const token = 'a-token-of-thirty-two-characters-or-more';
const bearer = { Authorization: `Bearer ${token}` };

let opened: TestDatabase;
let service: Operated;
beforeEach(async () => {
  opened = await sqliteDatabase();
});
afterEach(async () => {
  await service.close();
  await opened.remove();
});

const read = async () => (await service.visitor().get('/metrics').set(bearer).expect(200)).text;
/** The value of a series, whose labels are given as they are written. */
const value = (text: string, series: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${series} `))
    ?.split(' ')
    .at(-1);

describe('/metrics', () => {
  test('is there for whoever has the token, and not found for anybody else', async () => {
    service = await operated(opened.database, [], { METRICS_TOKEN: token });
    const visitor = service.visitor();
    const nowhere = await visitor.get('/nowhere');
    for (const given of ['', 'Bearer', `Bearer ${token}x`, `bearer ${token}`, `Basic ${token}`]) {
      const { status, text } = await visitor.get('/metrics').set('Authorization', given);
      expect([status, text]).toEqual([404, nowhere.text]);
    }
    const { status, headers } = await visitor.get('/metrics').set(bearer);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  test('is not there at all without a token to ask with', async () => {
    service = await operated(opened.database);
    expect(service.operations.metrics).toBe(null);
    expect((await service.visitor().get('/metrics')).status).toBe(404);
  });

  test('is all there is on a port of its own', async () => {
    service = await operated(opened.database, [], { METRICS_PORT: '9464' });
    expect((await service.visitor().get('/metrics')).status).toBe(404);
    const { metrics } = service.operations;
    if (!metrics) throw new Error('There are no metrics');
    const server = metricsServer(metrics).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(`${address}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('maturity_http_request_duration_seconds'),
    ]);
    expect((await fetch(`${address}/sign-in`)).status).toBe(404);
    expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404);
    server.close();
    server.closeAllConnections();
  });
});

describe('what is measured', () => {
  test('is requests by pattern of route and class of status, and what became of saves', async () => {
    const { database } = opened;
    const { assessments } = await buildWorld(database);
    service = await operated(database, [people.alice], { METRICS_TOKEN: token });
    const alice = await service.as(people.alice);
    for (const assessment of [assessments.hill, assessments.hill, newId()])
      await alice.get(`/assessments/${assessment}/notice`);
    await alice.post('/join').type('form').send({});
    service.setLag(1000);
    await alice.get('/');
    service.setLag(0);
    const text = await read();
    const count = 'maturity_http_request_duration_seconds_count';
    const labels = 'method="GET",route="/assessments/:assessment/notice"';
    expect(value(text, `${count}{${labels},status="2xx"}`)).toBe('2');
    expect(value(text, `${count}{${labels},status="4xx"}`)).toBe('1');
    expect(value(text, 'maturity_saves_total{result="done"}')).toBe('1');
    expect(value(text, 'maturity_saves_total{result="refused"}')).toBe('1');
    expect(value(text, 'maturity_shed_total{kind="read"}')).toBe('1');
  });

  test('is mails that wait, the database, the last backup, and work that failed', async () => {
    const { database } = opened;
    service = await operated(database, [], { METRICS_TOKEN: token });
    const at = today.toISOString();
    expect(value(await read(), 'maturity_last_backup_timestamp_seconds')).toBe(undefined);
    for (const due of [at, null])
      await database
        .insertInto('message')
        .values({
          id: newId(),
          kind: 'sign-in',
          address: 'x@hill.example',
          created_at: at,
          due_at: due,
        })
        .execute();
    await database
      .insertInto('backup')
      .values({ id: newId(), made_at: at, bytes: 1, digest: 'x' })
      .execute();
    const failing = { name: 'mail', every: 1, run: () => Promise.reject(new Error('no')) };
    const [counted] = service.operations.metrics?.counting([failing]) ?? [];
    await expect(counted?.run()).rejects.toThrow('no');

    const text = await read();
    expect(value(text, 'maturity_mail_queue')).toBe('1');
    expect(value(text, 'maturity_last_backup_timestamp_seconds')).toBe(`${today.getTime() / 1000}`);
    expect(value(text, 'maturity_upkeep_failures_total{task="mail"}')).toBe('1');
    expect(value(text, 'maturity_streams')).toBe('0');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('x@hill.example');
  });

  test('is never named after anything that somebody sent', async () => {
    service = await operated(opened.database, [], { METRICS_TOKEN: token });
    const visitor = service.visitor();
    for (const path of ['/zebra', '/organisations/ZEBRA', '/vote/ZEBRA', '/health/live?zebra'])
      await visitor.get(path);
    await visitor.propfind('/zebra');
    const text = await read();
    expect(text.toLowerCase()).not.toContain('zebra');
    expect(text).toContain('method="other",route="none"');
    expect(text).not.toContain('PROPFIND');
  });
});
