import type { Server } from 'node:http';
import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { Mailing } from '../../src/mail/mailing.ts';
import type { MailTransport } from '../../src/mail/message.ts';
import { Outbox } from '../../src/mail/outbox.ts';
import { composers } from '../../src/messages.ts';
import type { CastMember } from '../../src/people/sign-in.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';
import { Live } from '../../src/workshop/live.ts';

/** The day on which tests happen, unless they say otherwise. */
export const today = new Date('2026-11-22T10:00:00Z');

export type Agent = ReturnType<typeof request.agent>;

/** The real application on a real database; only sign-in, clock, mail and log are the test's. */
export interface Service {
  readonly server: Server;
  /** What the log was given: unexpected problems, which no test should cause unawares. */
  readonly logged: string[];
  /** The mails that were sent so far are `mail.sent`. */
  readonly mail: Outbox;
  /** The open pages of workshops. */
  readonly live: Live;
  /** Resolves when every mail that is due was sent. */
  deliverMail(): Promise<void>;
  /** Ends what it has open; resolves when it asks nothing of the database any more. */
  close(): Promise<void>;
  /** Moves the service's clock. */
  setTime(instant: string): void;
  /** A browser of somebody who is not signed in. */
  visitor(): Agent;
  /** A browser signed in as this person. */
  as(personId: string): Promise<Agent>;
}

/** What a test may replace of the service. */
export interface ServiceOptions {
  /** Settings other than those of an empty environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** What carries mail in place of the outbox itself. */
  readonly transport?: (outbox: Outbox) => MailTransport;
}

export function startService(
  database: Database,
  people: readonly string[] = [],
  { env = {}, transport = (outbox) => outbox }: ServiceOptions = {},
): Service {
  let now = today;
  const logged: string[] = [];
  const cast: CastMember[] = people.map((personId) => ({
    personId,
    name: 'Somebody',
    jobTitle: 'Leader',
    organisation: 'An organisation',
    whatToSee: 'Everything',
  }));
  const clock = () => now;
  const outbox = new Outbox(clock);
  const config = readConfig(env);
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) });
  const mailing = mailingOver(transport(outbox), { config, database, clock, log });
  const live = new Live({ database, clock, log });
  live.start();
  const server = serve(createApp({ config, database, clock, log, cast, mailing, outbox, live }));
  return {
    server,
    logged,
    mail: outbox,
    live,
    deliverMail: () => mailing.deliver(),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await live.stop();
      await closed;
    },
    setTime: (instant) => {
      now = new Date(instant);
    },
    visitor: () => request.agent(server),
    as: async (personId) => {
      const agent = request.agent(server);
      await agent.post('/sessions').type('form').send({ person: personId }).expect(303);
      return agent;
    },
  };
}

/** The mails of the service, carried by something of the test's. */
export function mailingOver(
  transport: MailTransport,
  parts: {
    readonly config: Config;
    readonly database: Database;
    readonly clock: Clock;
    readonly log: pino.Logger;
  },
): Mailing {
  return new Mailing({ ...parts, composers: composers(parts.config), transport });
}

/** The value of a hidden or filled-in field on a page. */
export function field(html: string, name: string): string {
  const tag = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0] ?? '';
  return tag.match(/value="([^"]*)"/)?.[1] ?? '';
}
