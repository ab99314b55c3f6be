import type { RequestHandler } from 'express';
import { type Options, rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { Problem } from '../shared/problems.ts';

/** The time in which requests are counted, in milliseconds. */
export const limitPeriod = 15 * 60_000;

/**
 * Lets one network address ask so often in a quarter of an hour, and tells it to wait after that.
 * A whole site may share an address, so limits are for machines, far above what a room of people
 * does. Counted in the memory of each server.
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
      throw new Problem('too-many', 'Wait a quarter of an hour, then try again.');
    },
  });
}
