import type { RequestHandler } from 'express';
import { type Options, rateLimit, type Store } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { countHit, forgetCount, uncountHit } from './rate-limit-store.ts';

/** The time in which requests are counted, in milliseconds. */
export const limitPeriod = 15 * 60_000;

/**
 * Lets one network address ask so often in a quarter of an hour, and tells it to wait after that.
 * A whole site may share an address, so limits are for machines, far above what a room of people
 * does. Counted in the memory of each server, unless it is told to count elsewhere.
 */
export function limitRequests(
  log: Logger,
  limit: number,
  counting: Partial<Options> = {},
): RequestHandler {
  const warn = (problem: unknown) => log.warn({ err: problem }, 'the limit of requests');
  return rateLimit({
    ...counting,
    limit,
    windowMs: limitPeriod,
    legacyHeaders: false,
    // It says here when it sees that TRUST_PROXY is wrong and everybody shares one limit.
    logger: { warn, error: warn },
    handler: (_req, res) => {
      res.setHeader('Retry-After', limitPeriod / 1000);
      throw tooMany();
    },
  });
}

export function tooMany(): Problem {
  return new Problem('too-many', 'Wait a quarter of an hour, then try again.');
}

/**
 * Counts for all servers together, in the database: a write for each request, so only for what few
 * requests are.
 * @param name what is counted, so that nothing else is counted with it.
 */
export function countedTogether(database: Database, clock: Clock, name: string): Store {
  const keyOf = (key: string) => `${name}:${key}`;
  return {
    localKeys: false,
    increment: async (key) => {
      const count = await countHit(database, keyOf(key), clock(), limitPeriod);
      return { totalHits: count.hits, resetTime: new Date(count.resetsAt) };
    },
    decrement: (key) => uncountHit(database, keyOf(key)),
    resetKey: (key) => forgetCount(database, keyOf(key)),
  };
}
