import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Load } from '../../src/operations/load.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import { baseOf, buildWorld, people, type World } from '../support/cast.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { heading, open, send } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { type Operated, operated } from './operated.ts';

let opened: TestDatabase;
let world: World;
let service: Operated;
let alice: Agent;
const question = () => `${baseOf(world)}/questions/A1`;

beforeAll(async () => {
  opened = await sqliteDatabase();
  world = await buildWorld(opened.database);
  service = await operated(opened.database, [people.alice], { SHED_LAG: '250' });
  alice = await service.as(people.alice);
});
afterEach(() => service.setLag(0));
afterAll(async () => {
  await service.close();
  await opened.remove();
});

describe('when work waits too long', () => {
  test('pages are refused for a moment, and saves are not', async () => {
    const form = await open(alice, question());
    service.setLag(251);
    const refused = await alice.get(question());
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect(heading(refused.text)).toBe('The service is very busy just now');
    expect(refused.text.length).toBeLessThan(500);
    expect(refused.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await alice.head(question())).status).toBe(503);
    expect((await send(alice, question(), { ...form, 'A1-answer': '3' })).status).toBe(303);
    service.setLag(250);
    expect((await alice.get(question())).status).toBe(200);
  });

  test('health and the files of pages that are open are still answered', async () => {
    service.setLag(100_000);
    const visitor = service.visitor();
    expect((await visitor.get('/health/live')).status).toBe(200);
    expect((await visitor.get('/health/ready')).body.status).toBe('not ready');
    expect((await visitor.get(`${assetsPath}/app.js`)).status).toBe(200);
  });

  test('saves are refused last, with the words that were typed', async () => {
    const form = { ...(await open(alice, question())), 'A1-answer': '4', 'A1-note': 'Keep this' };
    service.setLag(2000);
    expect((await send(alice, question(), form)).status).toBe(303);
    service.setLag(2001);
    const refused = await send(alice, question(), { ...form, 'A1-note': 'And keep this' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10']);
    expect(refused.text).toContain('And keep this</textarea>');
    expect(refused.text).toContain('Nothing was saved');
  });
});

test('what is under way is counted, and open streams are not', () => {
  let streams = 0;
  const load = new Load({ lag: 250, reads: 3, saves: 5 }, { lasting: 0 }, () => streams);
  for (const [begun, status] of [
    [2, 'ok'],
    [1, 'warning'],
    [1, 'warning'],
    [1, 'failing'],
  ] as const) {
    for (let at = 0; at < begun; at += 1) load.begin();
    expect(load.status).toBe(status);
  }
  streams = 3;
  expect([load.underWay, load.status]).toEqual([2, 'ok']);
  load.end();
  expect(load.underWay).toBe(1);
});

test('nothing stays counted when all is answered, refused or broken off', async () => {
  service.setLag(0);
  await alice.get(question());
  await alice.get('/nowhere');
  service.setLag(9000);
  await alice.get(question());
  await alice.post(question());
  service.setLag(0);
  await alice
    .get('/')
    .timeout(1)
    .catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(service.operations.load.underWay).toBe(0);
});
