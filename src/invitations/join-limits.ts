import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { limitRequests } from '../people/rate-limit.ts';

/** So often one network address may ask to join in a quarter of an hour… */
const mostPosts = 120;
/** …and so many codes it may try that are none. */
const mostWrongCodes = 300;

export interface JoinLimits {
  readonly posts: RequestHandler;
  /** Counts what is answered with an error: a code that is none is answered with "not found". */
  readonly wrongCodes: RequestHandler;
}

export function joinLimits(log: Logger): JoinLimits {
  return {
    posts: limitRequests(log, mostPosts),
    wrongCodes: limitRequests(log, mostWrongCodes, {
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_req, res) => res.statusCode !== 404,
    }),
  };
}
