import { type Dialect, PostgresDialect } from 'kysely';

/** How many connections of a process answer requests and do its work. */
const most = 10;

/** In milliseconds: nobody waits longer for a connection, be it a free one or a new one… */
export const patience = 5000;
/** …no statement takes longer, waiting for rows that others hold included… */
const longestStatement = 15_000;
/** …and no answer; it takes longer than that only when nobody is there any more. */
const longestAnswer = 20_000;
/** A process that hangs in a transaction loses it, and the rows that it holds. */
const longestPause = 30_000;

/** Asks a server that says nothing whether it is there. */
export const keepingAlive = { keepAlive: true, keepAliveInitialDelayMillis: 15_000 };

/** PostgreSQL for a process that serves: whatever takes too long fails, and is not waited for. */
export function servingDialect(url: string): Promise<Dialect> {
  return dialect(url, {
    max: most,
    connectionTimeoutMillis: patience,
    statement_timeout: longestStatement,
    query_timeout: longestAnswer,
    idle_in_transaction_session_timeout: longestPause,
  });
}

/** PostgreSQL for changing its tables, which takes as long as it takes. */
export function migratingDialect(url: string): Promise<Dialect> {
  return dialect(url, { max: 2 });
}

async function dialect(url: string, settings: Readonly<Record<string, number>>): Promise<Dialect> {
  // Loaded only where it is used: it takes memory that an embedded database does not need.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ ...settings, ...keepingAlive, connectionString: url });
  // A connection that is lost while nobody asks anything ends no process: the pool makes another,
  // and whoever asks then is told if it cannot.
  const letGo = () => {};
  pool.on('error', letGo);
  pool.on('connect', (client) => void client.on('error', letGo));
  return new PostgresDialect({ pool });
}
