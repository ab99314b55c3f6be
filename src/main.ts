import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { seedIfEmpty } from './demonstration/seed.ts';
import { readCast } from './demonstration/store.ts';
import { Mailing } from './mail/mailing.ts';
import { Outbox } from './mail/outbox.ts';
import { smtpTransport } from './mail/smtp.ts';
import { composers } from './messages.ts';
import { EventLoopLag } from './operations/lag.ts';
import { createLog } from './operations/log.ts';
import { writeLines } from './operations/log-lines.ts';
import { metricsServer } from './operations/metrics-server.ts';
import { operationsOf } from './operations/operations.ts';
import { scheduledBackups } from './operations/scheduled-backup.ts';
import { CannotServe, serveAlone } from './operations/serving-lock.ts';
import { sqliteFileOf } from './operations/sqlite-file.ts';
import { takeUpRestored } from './operations/take-up.ts';
import { systemClock } from './shared/clock.ts';
import { openDatabase } from './shared/database.ts';
import { serve } from './shared/http.ts';
import { runPeriodically } from './shared/periodic.ts';
import { joinOthers, takingTurns } from './shared/together.ts';
import { upkeep } from './upkeep.ts';
import { Live } from './workshop/live.ts';

/** Requests and a mail under way get this long, in milliseconds, before they are cut. */
const grace = 10_000;
/** So long, in milliseconds, a database server that does not answer any more is waited for. */
const parting = 2000;
/** So long it goes on taking connections that were on their way when it was told to stop. */
const settling = 500;
/** How many browsers may come in one moment: at a reveal, all phones of several rooms do. */
const backlog = 2048;

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel, writeLines(2));
  const letGo = await openFile(config);
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  const together = await joinOthers(config.databaseUrl, log);
  if (config.demonstration) {
    const seed = () => seedIfEmpty(database, systemClock, say);
    // Whoever comes second waits for the first.
    while (!(await together.alone('demonstration', seed))) await wait(100);
  }

  if (!config.demonstration && config.issuers.length === 0)
    log.info('OIDC_ISSUERS is not set: administrators confirm who they are by a link alone');

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
  const live = new Live({ database, clock: systemClock, log, together });
  const lag = new EventLoopLag();
  const streams = () => live.streams.size;
  const operations = await operationsOf({ config, database, clock: systemClock, lag, streams });
  const parts = { config, database, clock: systemClock, log, cast, mailing, outbox, live };
  const server = serve(createApp({ ...parts, operations }));
  await listening(server, config.port, config.host);
  const { metrics } = operations;
  const metricsPort = config.metrics && 'port' in config.metrics ? config.metrics.port : null;
  const forMetrics = metrics && metricsPort ? metricsServer(metrics) : null;
  if (forMetrics && metricsPort) await listening(forMetrics, metricsPort, config.host);
  lag.start();
  announce(config.baseUrl, cast);
  live.start();
  const ending = new AbortController();
  const tasks = [
    ...upkeep(database, systemClock, mailing),
    ...scheduledBackups(config.backups, database, systemClock, ending.signal),
  ];
  const endWork = runPeriodically(takingTurns(metrics?.counting(tasks) ?? tasks, together), log);

  const stop = async () => {
    operations.readiness.stop();
    operations.answers.stop();
    ending.abort();
    // Closing resets what was sent and is not read yet. Answers end their connections by now.
    await wait(settling);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const done = Promise.all([closed, live.stop(), mailing.stop(), endWork()]);
    await Promise.race([done, wait(grace, undefined, { ref: false })]);
    server.closeAllConnections();
    forMetrics?.closeAllConnections();
    const parted = Promise.all([database.destroy(), together.leave()]);
    await Promise.race([parted, wait(parting, undefined, { ref: false })]);
    letGo();
    // Whatever is still open, such as a mail server that says nothing, holds nobody up.
    process.exit();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}

/**
 * Makes sure that nobody else serves from the file of the database, and takes up the one that
 * was restored meanwhile.
 * @returns lets others serve from it; on PostgreSQL, where several serve together, does nothing.
 * @throws CannotServe
 */
async function openFile({ databaseUrl }: Config): Promise<() => void> {
  const file = sqliteFileOf(databaseUrl);
  if (!file) return () => {};
  const letGo = serveAlone(file);
  const before = await takeUpRestored(file);
  if (before) say(`The restored database is taken up. The one until now is ${before}`);
  return letGo;
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog }, resolve);
  });
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
  if (error instanceof ConfigError || error instanceof CannotServe) return error.message;
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port} is used by another program. Stop it, or set PORT to another number.`
    : `${stack}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});
