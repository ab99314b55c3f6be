import type { Express, RequestHandler } from 'express';
import pino from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { Outbox } from '../../src/mail/outbox.ts';
import type { Database } from '../../src/shared/database.ts';
import { Live } from '../../src/workshop/live.ts';
import { mailingOver, today } from './service.ts';

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly stack: readonly { readonly method: string; readonly handle: RequestHandler }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/**
 * Every mounted route as "METHOD path", with the permission that its first handler asks for; "NONE"
 * where it asks for none.
 */
export function mountedRoutes(database: Database): Map<string, string> {
  const config = readConfig({});
  const parts = { config, database, clock: () => today, log: pino({ enabled: false }) };
  const outbox = new Outbox(parts.clock);
  const mailing = mailingOver(outbox, parts);
  return routesOf(createApp({ ...parts, cast: [], mailing, outbox, live: new Live(parts) }));
}

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
