import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import pino from 'pino';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readCast } from '../../src/demonstration/store.ts';
import { Outbox } from '../../src/mail/outbox.ts';
import type { Database } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';
import { Live } from '../../src/workshop/live.ts';
import { chromium as chromiumPath, hasChromium } from './optional.ts';
import { seededDatabase } from './seeded.ts';
import { mailingOver, today } from './service.ts';

/** The real application with its demonstration, and a browser that can open it. */
export interface BrowsedService {
  readonly address: string;
  /** For what the service does by itself beside answering requests: here it does none of that. */
  readonly database: Database;
  /** What the log was given: unexpected problems, which no page should cause. */
  readonly logged: readonly string[];
  /** The mails that were sent so far are `mail.sent`. */
  readonly mail: Outbox;
  /** Resolves when every mail that is due was sent. */
  deliverMail(): Promise<void>;
  /** Moves the service's clock. */
  setTime(instant: string): void;
  /** A browser of its own, with its own cookies; closed with the suite. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
}

/** Settings of the service, which may depend on where it is reached. */
export type SettingsAt = (address: string) => Promise<NodeJS.ProcessEnv>;

/** Runs a suite in Chromium, on the real application; leaves it out where there is no Chromium. */
export function describeInBrowser(
  name: string,
  suite: (service: () => BrowsedService) => void,
  settings: SettingsAt = async () => ({}),
): void {
  // Longer than a browser waits for anything, so that what fails says what it waited for.
  jest.setTimeout(30_000);
  (hasChromium ? describe : describe.skip)(name, () => {
    let running: Awaited<ReturnType<typeof start>> | undefined;
    beforeAll(async () => {
      running = await start(settings);
    }, 180_000);
    afterAll(() => running?.stop());
    suite(() => running?.service as BrowsedService);
  });
}

async function start(settings: SettingsAt) {
  // First, so that nothing is left running where there is no browser.
  const browser = await launch();
  const { database, remove } = await seededDatabase();
  let now = today;
  const clock = () => now;
  const logged: string[] = [];
  const port = await freePort();
  const env = await settings(`http://127.0.0.1:${port}`);
  const config = readConfig({ ...env, PORT: String(port) });
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) });
  const outbox = new Outbox(clock);
  const mailing = mailingOver(outbox, { config, database, clock, log });
  const cast = await readCast(database);
  const live = new Live({ database, clock, log });
  live.start();
  const server = serve(createApp({ config, database, clock, log, cast, mailing, outbox, live }));
  await new Promise<void>((resolve) => server.listen(port, config.host, resolve));
  const service: BrowsedService = {
    address: config.baseUrl,
    database,
    logged,
    mail: outbox,
    deliverMail: () => mailing.deliver(),
    setTime: (instant) => {
      now = new Date(instant);
    },
    open: async (options) => {
      const context = await browser.newContext({ baseURL: config.baseUrl, ...options });
      context.setDefaultTimeout(10_000);
      return context;
    },
  };
  const stop = async () => {
    await browser.close();
    await live.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await remove();
  };
  return { service, stop };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The service has to know its address before it listens, since it refuses other origins. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
