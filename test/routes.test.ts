import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express, RequestHandler } from 'express';
import pino from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { Outbox } from '../src/mail/outbox.ts';
import { type Permission, permissions } from '../src/people/permissions.ts';
import { Live } from '../src/workshop/live.ts';
import { sqliteDatabase, type TestDatabase } from './support/databases.ts';
import { mailingOver, today } from './support/service.ts';

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
    const parts = {
      config: readConfig({}),
      database,
      clock: () => today,
      log: pino({ enabled: false }),
    };
    const outbox = new Outbox(parts.clock);
    const mailing = mailingOver(outbox, parts);
    const live = new Live(parts);
    const app = createApp({ ...parts, cast: [], mailing, outbox, live });
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
      'GET /administration': 'administer cycles',
      'GET /administration/appointments/:appointment/end': 'appoint people',
      'GET /assessments': 'answer the questionnaire',
      'GET /assessments/:assessment': 'answer the questionnaire',
      'GET /assessments/:assessment/answers': 'answer the questionnaire',
      'GET /assessments/:assessment/dimensions/:dimension': 'answer the questionnaire',
      'GET /assessments/:assessment/dimensions/:dimension/answers': 'answer the questionnaire',
      'GET /assessments/:assessment/erasure': 'answer the questionnaire',
      'GET /assessments/:assessment/notice': 'answer the questionnaire',
      'GET /assessments/:assessment/ownership': 'answer the questionnaire',
      'GET /assessments/:assessment/profile': 'see own profile',
      'GET /assessments/:assessment/questions/:question': 'answer the questionnaire',
      'GET /assessments/:assessment/role': 'answer the questionnaire',
      'GET /assessments/:assessment/submission': 'answer the questionnaire',
      'GET /assets/:fingerprint/:name': 'read public pages',
      'GET /benchmarks/:organisation': 'see a benchmark',
      'GET /benchmarks/:organisation/benchmark.csv': 'see a benchmark',
      'GET /benchmarks/:organisation/benchmark.xlsx': 'see a benchmark',
      'GET /benchmarks/:organisation/print': 'see a benchmark',
      'GET /cycles/:cycle/release-date': 'publish releases',
      'GET /cycles/:cycle/releases': 'publish releases',
      'GET /cycles/:cycle/releases/:number': 'publish releases',
      'GET /cycles/:cycle/releases/:number/discarding': 'publish releases',
      'GET /cycles/:cycle/releases/:number/publication': 'publish releases',
      'GET /cycles/new': 'administer cycles',
      'GET /health/live': 'read public pages',
      'GET /icbs/:code': 'see the trusts of an ICB',
      'GET /icbs/:code/scores.csv': 'see the trusts of an ICB',
      'GET /invitations/:token': 'accept an invitation',
      'GET /join': 'join with a code',
      'GET /join/:code': 'join with a code',
      'GET /join/sent': 'join with a code',
      'GET /method': 'read public pages',
      'GET /national-tables': 'read public pages',
      'GET /national-tables/:release': 'read public pages',
      'GET /national-tables/:release.csv': 'read public pages',
      'GET /national-tables/:release.json': 'read public pages',
      'GET /national-tables/schema.json': 'read public pages',
      'GET /organisations': 'read public pages',
      'GET /organisations/:code': 'read public pages',
      'GET /organisations/:code/appointments': 'appoint people',
      'GET /organisations/:code/appointments/:appointment/end': 'appoint people',
      'GET /organisations/:code/assessments/new': 'lead a survey',
      'GET /outbox': 'read public pages',
      'GET /plans/:assessment': 'see the plan',
      'GET /plans/:assessment/actions.csv': 'see the plan',
      'GET /plans/:assessment/actions/:action': 'keep the plan',
      'GET /plans/:assessment/actions/new': 'keep the plan',
      'GET /positions/:assessment': 'see the agreed position',
      'GET /positions/:assessment/owners': 'agree the position',
      'GET /positions/:assessment/questions/:question': 'agree the position',
      'GET /positions/:assessment/questions/:question/history': 'see the agreed position',
      'GET /positions/:assessment/reopening': 'reopen the position',
      'GET /positions/:assessment/sharing': 'sign off',
      'GET /positions/:assessment/sign-off': 'sign off',
      'GET /positions/:assessment/sign-offs': 'see the agreed position',
      'GET /positions/:assessment/sign-offs/:signOff': 'see the agreed position',
      'GET /peer-groups': 'read public pages',
      'GET /questionnaire': 'read public pages',
      'GET /questionnaire/:version/:wording': 'read public pages',
      'GET /questionnaire/:version/:wording/paper': 'read public pages',
      'GET /sign-in': 'sign in',
      'GET /sign-in-links/:token': 'sign in',
      'GET /sign-in/sent': 'sign in',
      'GET /surveys/:assessment': 'lead a survey',
      'GET /surveys/:assessment/closing-date': 'lead a survey',
      'GET /surveys/:assessment/closure': 'lead a survey',
      'GET /surveys/:assessment/facilitator': 'lead a survey',
      'GET /surveys/:assessment/history': 'lead a survey',
      'GET /surveys/:assessment/invitations': 'lead a survey',
      'GET /surveys/:assessment/invitations/:invitation': 'lead a survey',
      'GET /surveys/:assessment/invitations/check': 'lead a survey',
      'GET /surveys/:assessment/invitations/new': 'lead a survey',
      'GET /surveys/:assessment/join-codes': 'lead a survey',
      'GET /surveys/:assessment/results': 'see survey results',
      'GET /surveys/:assessment/workshops': 'run a workshop',
      'GET /vote': 'vote in a workshop',
      'GET /vote/:code': 'vote in a workshop',
      'GET /vote/:code/changes': 'vote in a workshop',
      'GET /workshops/:workshop': 'run a workshop',
      'GET /workshops/:workshop/agreements/:item': 'run a workshop',
      'GET /workshops/:workshop/cards': 'run a workshop',
      'GET /workshops/:workshop/changes': 'run a workshop',
      'GET /workshops/:workshop/confirmation': 'run a workshop',
      'GET /workshops/:workshop/devices': 'run a workshop',
      'GET /workshops/:workshop/end': 'run a workshop',
      'GET /workshops/:workshop/guide': 'run a workshop',
      'GET /workshops/:workshop/owners': 'run a workshop',
      'GET /workshops/:workshop/presenter': 'run a workshop',
      'GET /workshops/:workshop/report': 'see the agreed position',
      'GET /workshops/:workshop/report.csv': 'see the agreed position',
      'POST /administration/appointments': 'appoint people',
      'POST /administration/appointments/:appointment/end': 'appoint people',
      'POST /administration/invitations/:invitation/sendings': 'appoint people',
      'POST /administration/invitations/:invitation/withdrawal': 'appoint people',
      'POST /assessments/:assessment/dimensions/:dimension': 'answer the questionnaire',
      'POST /assessments/:assessment/erasure': 'answer the questionnaire',
      'POST /assessments/:assessment/notice': 'answer the questionnaire',
      'POST /assessments/:assessment/ownership': 'answer the questionnaire',
      'POST /assessments/:assessment/questions/:question': 'answer the questionnaire',
      'POST /assessments/:assessment/role': 'answer the questionnaire',
      'POST /assessments/:assessment/submission': 'answer the questionnaire',
      'POST /cycles': 'administer cycles',
      'POST /cycles/:cycle/release-date': 'publish releases',
      'POST /cycles/:cycle/releases': 'publish releases',
      'POST /cycles/:cycle/releases/:number/discarding': 'publish releases',
      'POST /cycles/:cycle/releases/:number/publication': 'publish releases',
      'POST /invitations/:token': 'accept an invitation',
      'POST /join': 'join with a code',
      'POST /join/:code': 'join with a code',
      'POST /organisations/:code/appointments': 'appoint people',
      'POST /organisations/:code/appointments/:appointment/end': 'appoint people',
      'POST /organisations/:code/assessments': 'lead a survey',
      'POST /organisations/:code/invitations/:invitation/sendings': 'appoint people',
      'POST /organisations/:code/invitations/:invitation/withdrawal': 'appoint people',
      'POST /plans/:assessment/actions': 'keep the plan',
      'POST /plans/:assessment/actions/:action': 'keep the plan',
      'POST /positions/:assessment/owners': 'agree the position',
      'POST /positions/:assessment/questions/:question': 'agree the position',
      'POST /positions/:assessment/reopening': 'reopen the position',
      'POST /positions/:assessment/sharing': 'sign off',
      'POST /positions/:assessment/sign-off': 'sign off',
      'POST /positions/:assessment/sign-off-requests': 'agree the position',
      'POST /positions/:assessment/sign-off-requests/withdrawal': 'agree the position',
      'POST /positions/:assessment/sign-off/return': 'sign off',
      'POST /sessions': 'sign in',
      'POST /sessions/end': 'sign out',
      'POST /sign-in-links': 'sign in',
      'POST /sign-in-links/:token': 'sign in',
      'POST /surveys/:assessment/closing-date': 'lead a survey',
      'POST /surveys/:assessment/closure': 'lead a survey',
      'POST /surveys/:assessment/facilitator': 'lead a survey',
      'POST /surveys/:assessment/facilitator/appointments/:appointment/end': 'lead a survey',
      'POST /surveys/:assessment/facilitator/invitations/:invitation/withdrawal': 'lead a survey',
      'POST /surveys/:assessment/invitations': 'lead a survey',
      'POST /surveys/:assessment/invitations/:invitation/role': 'lead a survey',
      'POST /surveys/:assessment/invitations/:invitation/sendings': 'lead a survey',
      'POST /surveys/:assessment/invitations/:invitation/withdrawal': 'lead a survey',
      'POST /surveys/:assessment/invitations/check': 'lead a survey',
      'POST /surveys/:assessment/join-codes': 'lead a survey',
      'POST /surveys/:assessment/join-codes/:code/end': 'lead a survey',
      'POST /surveys/:assessment/reminders': 'lead a survey',
      'POST /surveys/:assessment/sharing': 'lead a survey',
      'POST /surveys/:assessment/workshops': 'run a workshop',
      'POST /vote': 'vote in a workshop',
      'POST /vote/:code/departure': 'vote in a workshop',
      'POST /vote/:code/participation': 'vote in a workshop',
      'POST /vote/:code/votes': 'vote in a workshop',
      'POST /workshops/:workshop/actions': 'run a workshop',
      'POST /workshops/:workshop/agenda': 'run a workshop',
      'POST /workshops/:workshop/agreements/:item': 'run a workshop',
      'POST /workshops/:workshop/confirmation': 'run a workshop',
      'POST /workshops/:workshop/devices/:participant/removal': 'run a workshop',
      'POST /workshops/:workshop/discussions': 'run a workshop',
      'POST /workshops/:workshop/end': 'run a workshop',
      'POST /workshops/:workshop/joining': 'run a workshop',
      'POST /workshops/:workshop/opening': 'run a workshop',
      'POST /workshops/:workshop/owners': 'run a workshop',
      'POST /workshops/:workshop/rounds': 'run a workshop',
      'POST /workshops/:workshop/rounds/:round/reveal': 'run a workshop',
      'POST /workshops/:workshop/steps': 'run a workshop',
      'POST /workshops/:workshop/timer': 'run a workshop',
      'POST /workshops/:workshop/timing': 'run a workshop',
    });
  });
});
