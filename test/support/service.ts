import type { Server } from 'node:http';
import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { CastMember } from '../../src/people/sign-in.ts';
import type { Database } from '../../src/shared/database.ts';
import { serve } from '../../src/shared/http.ts';

/** The day on which tests happen, unless they say otherwise. */
export const today = new Date('2026-11-22T10:00:00Z');

export type Agent = ReturnType<typeof request.agent>;

/** The real application on a real database; only sign-in, clock and log are the test's. */
export interface Service {
  readonly server: Server;
  /** What the log was given: unexpected problems, which no test should cause unawares. */
  readonly logged: string[];
  /** Moves the service's clock. */
  setTime(instant: string): void;
  /** A browser of somebody who is not signed in. */
  visitor(): Agent;
  /** A browser signed in as this person. */
  as(personId: string): Promise<Agent>;
}

export function startService(database: Database, people: readonly string[] = []): Service {
  let now = today;
  const logged: string[] = [];
  const cast: CastMember[] = people.map((personId) => ({
    personId,
    name: 'Somebody',
    jobTitle: 'Leader',
    organisation: 'An organisation',
    whatToSee: 'Everything',
  }));
  const app = createApp({
    config: readConfig({}),
    database,
    clock: () => now,
    log: pino({}, { write: (line) => void logged.push(line) }),
    cast,
  });
  const server = serve(app);
  return {
    server,
    logged,
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

/** The value of a hidden or filled-in field on a page. */
export function field(html: string, name: string): string {
  const tag = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0] ?? '';
  return tag.match(/value="([^"]*)"/)?.[1] ?? '';
}
