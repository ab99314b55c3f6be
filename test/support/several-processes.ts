import { afterEach, beforeEach } from '@jest/globals';
import pino from 'pino';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { joinOthers, type Together } from '../../src/shared/together.ts';
import { type SmtpServer, startSmtpServer } from '../mail/smtp-server.ts';
import { type Started, starting, untilServing } from './npm-start.ts';
import { postgresSchema } from './postgres-schema.ts';

/** Processes in production on one PostgreSQL, which is empty for each test, with a mail server. */
export interface Several {
  readonly url: () => string;
  readonly mail: () => SmtpServer;
  /** Starts so many at the same moment, and resolves when all of them serve. */
  begin(count: number, settings?: NodeJS.ProcessEnv): Promise<readonly Started[]>;
  /** Starts one as a demonstration, which may have to wait for others. */
  demonstrate(): Promise<Started>;
  /** Is one of them as well, in what they leave to each other. */
  join(): Promise<Together>;
  withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T>;
}

export function severalProcesses(): Several {
  const { start } = starting();
  let url: string;
  let drop: () => Promise<void>;
  let mail: SmtpServer;
  beforeEach(async () => {
    mail = await startSmtpServer();
    ({ url, drop } = await postgresSchema());
  });
  afterEach(async () => {
    await mail.close();
    await drop();
  });

  return {
    url: () => url,
    mail: () => mail,
    begin: async (count, settings = {}) => {
      const production = {
        NODE_ENV: 'production',
        BASE_URL: 'https://assess.example',
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: 'Assess <no-reply@assess.example>',
      };
      const all = await Promise.all(
        Array.from({ length: count }, () =>
          start({ DATABASE_URL: url, ...production, ...settings }),
        ),
      );
      await Promise.all(all.map(untilServing));
      return all;
    },
    demonstrate: () => start({ DATABASE_URL: url }),
    join: () => joinOthers(url, pino({ enabled: false })),
    withDatabase: async (work) => {
      const database = await openDatabase(url);
      try {
        return await work(database);
      } finally {
        await database.destroy();
      }
    },
  };
}

/** Resolves when this process has begun to do alone what has that name, with how to end it. */
export async function begun(
  together: Together,
  name: string,
): Promise<{ end(): Promise<unknown> }> {
  let end = () => {};
  let done: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve) => {
    done = together.alone(name, () => {
      resolve();
      return new Promise<void>((ended) => {
        end = ended;
      });
    });
  });
  return {
    end: () => {
      end();
      return done;
    },
  };
}

/** Asks for a page as a browser with this cookie. */
export function ask(url: string, cookie: string): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: { Cookie: cookie, Accept: 'text/html' } });
}

/** Sends a form as a browser with this cookie. */
export function post(url: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: 'https://assess.example' },
    body: new URLSearchParams(form),
  });
}
