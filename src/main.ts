import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { seedIfEmpty } from './demonstration/seed.ts';
import { readCast } from './demonstration/store.ts';
import { Mailing } from './mail/mailing.ts';
import { Outbox } from './mail/outbox.ts';
import { smtpTransport } from './mail/smtp.ts';
import { composers } from './messages.ts';
import { systemClock } from './shared/clock.ts';
import { openDatabase } from './shared/database.ts';
import { serve } from './shared/http.ts';
import { runPeriodically } from './shared/periodic.ts';
import { upkeep } from './upkeep.ts';
import { Live } from './workshop/live.ts';

/** Requests and a mail under way get this long, in milliseconds, before they are cut. */
const grace = 10_000;
/** How many browsers may come in one moment: at a reveal, all phones of several rooms do. */
const backlog = 2048;

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: 'info' }, pino.destination(2));
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  if (config.demonstration) await seedIfEmpty(database, systemClock, say);

  const cast = config.demonstration ? await readCast(database) : [];
  const transport = config.mail ? await smtpTransport(config.mail) : new Outbox(systemClock);
  const mailing = new Mailing({
    database,
    clock: systemClock,
    log,
    composers: composers(config),
    transport,
  });
  const outbox = transport instanceof Outbox ? transport : null;
  const live = new Live({ database, clock: systemClock, log });
  const server = serve(
    createApp({ config, database, clock: systemClock, log, cast, mailing, outbox, live }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: config.port, host: config.host, backlog }, resolve);
  });
  announce(config.baseUrl, cast);
  live.start();
  const endWork = runPeriodically(upkeep(database, systemClock, mailing), log);

  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const done = Promise.all([closed, live.stop(), mailing.stop(), endWork()]);
    await Promise.race([done, wait(grace, undefined, { ref: false })]);
    server.closeAllConnections();
    await database.destroy();
    // Whatever is still open, such as a mail server that says nothing, holds nobody up.
    process.exit();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}

function announce(baseUrl: string, cast: Awaited<ReturnType<typeof readCast>>): void {
  say(`Assess your digital operations leadership is at ${baseUrl}`);
  if (cast.length === 0) return;
  say(`This is a demonstration with fictional organisations. Sign in at ${baseUrl}/sign-in as:`);
  for (const { name, jobTitle, organisation } of cast)
    say(`  ${name}, ${jobTitle}, ${organisation}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port} is used by another program. Stop it, or set PORT to another number.`
    : `${stack}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});
