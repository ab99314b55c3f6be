import pino from 'pino';
import request from 'supertest';
import { createApp, type Parts } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { Outbox } from '../../src/mail/outbox.ts';
import type { Lag } from '../../src/operations/lag.ts';
import { createLog } from '../../src/operations/log.ts';
import { type Operations, operationsOf } from '../../src/operations/operations.ts';
import type { Database } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';
import { Live } from '../../src/workshop/live.ts';
import { type Agent, mailingOver, today } from '../support/service.ts';

/** The service with an operator who looks: its log is kept, and its lag is what a test says. */
export interface Operated {
  readonly operations: Operations;
  readonly parts: Parts;
  readonly lines: string[];
  /** In milliseconds. */
  setLag(lasting: number): void;
  visitor(): Agent;
  as(personId: string): Promise<Agent>;
  close(): Promise<void>;
}

export async function operated(
  database: Database,
  people: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Operated> {
  const lines: string[] = [];
  const clock = () => today;
  const config = readConfig(env);
  const log = createLog(config.logLevel, { write: (line) => void lines.push(line) });
  const outbox = new Outbox(clock);
  const mailing = mailingOver(outbox, { config, database, clock, log: pino({ enabled: false }) });
  const live = new Live({ database, clock, log });
  const cast = people.map((personId) => ({
    personId,
    name: 'Somebody',
    jobTitle: 'Leader',
    organisation: 'An organisation',
    whatToSee: 'Everything',
  }));
  const lag = { lasting: 0 };
  const streams = () => live.streams.size;
  const operations = await operationsOf({
    ...{ config, database, clock, streams },
    lag: lag satisfies Lag,
  });
  const parts = { config, database, clock, log, cast, mailing, outbox, live, operations };
  const server = serve(createApp(parts));
  server.listen(0, '127.0.0.1');
  return {
    operations,
    parts,
    lines,
    setLag: (lasting) => {
      lag.lasting = lasting;
    },
    visitor: () => request.agent(server),
    as: async (personId) => {
      const agent = request.agent(server);
      await agent.post('/sessions').type('form').send({ person: personId }).expect(303);
      return agent;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await live.stop();
      await closed;
    },
  };
}
