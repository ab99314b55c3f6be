import { Problem } from './problems.ts';

/**
 * States of PostgreSQL in which a statement fails for now: the connection (08) or the server (57P)
 * is gone, something has run out (53), it took too long (57014), waited too long for rows (55P03)
 * or for us (25P03), nothing can be written (25006), or it was given up so that others could go on
 * (40001, 40P01). Those are not tried again by themselves either: acts take their rows in one
 * order, so that it hardly happens, and whoever presses again loses nothing.
 */
const postgresStates = /^(08...|53...|57P..|57014|55P03|25P03|25006|40001|40P01)$/;

/** The server cannot be reached. */
const networkErrors: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

/** What the driver says of connections that are lost or not to be had, all without a code. */
const driverWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error) and is not queryable|Postgres connection has been discarded)/;

/** What to tell people when the database can do something again later; undefined for the rest. */
export function unavailable(error: unknown): Problem | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'SQLITE_FULL' || code === 'SQLITE_BUSY')
    return new Problem(
      'unavailable',
      'Your changes could not be saved just now. Wait a minute, then try again.',
    );
  const isLost =
    code === undefined
      ? typeof message === 'string' && driverWords.test(message)
      : networkErrors.has(code) || (typeof code === 'string' && postgresStates.test(code));
  // Not "was not saved": a connection may be lost between a commit and its answer.
  if (isLost)
    return new Problem(
      'unavailable',
      'The service cannot reach its data just now, so what you sent may not be saved. Wait a minute, then try again.',
    );
  return undefined;
}
