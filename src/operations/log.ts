import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config.ts';
import { requestId } from '../shared/request-context.ts';

/** Names under which nothing is ever logged, should anybody try. */
const secret = [
  ...['address', 'authorization', 'body', 'cookie', 'email', 'headers', 'note', 'notes'],
  ...['password', 'secret', 'to', 'token', 'url'],
];

/** Opens the log: a line of JSON for each event, with the id of the request it belongs to. */
export function createLog(level: Config['logLevel'], destination: DestinationStream): Logger {
  const options = {
    level,
    mixin: () => {
      const request = requestId();
      return request ? { request } : {};
    },
    serializers: { err: tellableError },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '…' },
  };
  return pino(options, destination);
}

export interface TellableError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Where in our code, without the message that stacks begin with. */
  readonly stack: readonly string[];
}

/**
 * What may be logged of an error. Databases and parsers quote in theirs what they were given,
 * which may be anybody's words: so quotations, values, addresses and tokens are left out, and
 * fields other than the code as well.
 */
export function tellableError(error: unknown): TellableError {
  // By what it has: not everything that is thrown as an error is made by our own Error.
  const { name, message, code, stack } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return { type: typeof error, message: '', stack: [] };
  return {
    type: typeof name === 'string' ? name : typeof error,
    message: withoutValues(message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: (typeof stack === 'string' ? stack : '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
}

const longest = 1000;

function withoutValues(message: string): string {
  return message
    .slice(0, longest)
    .replace(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)/g, '…')
    .replace(/=\([^)]*(\)|$)/g, '=(…)')
    .replace(/\S+@\S+/g, '…')
    .replace(/[\w-]{20,}/g, '…');
}
