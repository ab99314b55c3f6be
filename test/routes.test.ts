import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express, RequestHandler } from 'express';
import pino from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { type Permission, permissions } from '../src/people/permissions.ts';
import { sqliteDatabase, type TestDatabase } from './support/databases.ts';
import { today } from './support/service.ts';

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly stack: readonly { readonly method: string; readonly handle: RequestHandler }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** Every mounted route as "METHOD path", with the permission that its first handler asks for. */
function routesOf(app: Express): Map<string, string> {
  const routes = new Map<string, string>();
  const walk = (layers: readonly Layer[]) => {
    for (const { route, handle } of layers) {
      if (route)
        for (const method of new Set(route.stack.map((each) => each.method))) {
          const first = route.stack.find((each) => each.method === method)?.handle;
          const permission = (first as { permission?: string } | undefined)?.permission;
          routes.set(`${method.toUpperCase()} ${route.path}`, permission ?? 'NONE');
        }
      if (handle?.stack) walk(handle.stack);
    }
  };
  walk((app as unknown as { router: { stack: readonly Layer[] } }).router.stack);
  return routes;
}

describe('routes', () => {
  let opened: TestDatabase;
  let routes: Map<string, string>;
  beforeAll(async () => {
    opened = await sqliteDatabase();
    const { database } = opened;
    const app = createApp({
      config: readConfig({}),
      database,
      clock: () => today,
      log: pino({ enabled: false }),
      cast: [],
    });
    routes = routesOf(app);
  });
  afterAll(() => opened.remove());

  test('each declares a permission that exists', () => {
    const without = [...routes].filter(([, name]) => !permissions.includes(name as Permission));
    expect(without).toEqual([]);
  });

  test('the list of them is this one', () => {
    expect(Object.fromEntries([...routes].sort())).toEqual({
      'GET /': 'read public pages',
      'GET /assessments': 'answer the questionnaire',
      'GET /assessments/:assessment': 'answer the questionnaire',
      'GET /assessments/:assessment/answers': 'answer the questionnaire',
      'GET /assessments/:assessment/dimensions/:dimension': 'answer the questionnaire',
      'GET /assessments/:assessment/dimensions/:dimension/answers': 'answer the questionnaire',
      'GET /assessments/:assessment/notice': 'answer the questionnaire',
      'GET /assessments/:assessment/ownership': 'answer the questionnaire',
      'GET /assessments/:assessment/profile': 'see own profile',
      'GET /assessments/:assessment/questions/:question': 'answer the questionnaire',
      'GET /assessments/:assessment/role': 'answer the questionnaire',
      'GET /assessments/:assessment/submission': 'answer the questionnaire',
      'GET /assets/:fingerprint/:name': 'read public pages',
      'GET /benchmarks/:organisation': 'see shared results',
      'GET /health/live': 'read public pages',
      'GET /method': 'read public pages',
      'GET /organisations': 'read public pages',
      'GET /organisations/:code': 'read public pages',
      'GET /questionnaire': 'read public pages',
      'GET /questionnaire/:version/:wording': 'read public pages',
      'GET /questionnaire/:version/:wording/paper': 'read public pages',
      'GET /sign-in': 'sign in',
      'POST /assessments/:assessment/dimensions/:dimension': 'answer the questionnaire',
      'POST /assessments/:assessment/notice': 'answer the questionnaire',
      'POST /assessments/:assessment/ownership': 'answer the questionnaire',
      'POST /assessments/:assessment/questions/:question': 'answer the questionnaire',
      'POST /assessments/:assessment/role': 'answer the questionnaire',
      'POST /assessments/:assessment/submission': 'answer the questionnaire',
      'POST /sessions': 'sign in',
      'POST /sessions/end': 'sign out',
    });
  });
});
