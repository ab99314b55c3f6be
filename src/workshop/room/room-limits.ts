import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { limitRequests } from '../../people/rate-limit.ts';

/** So many codes that are none one network address may try in a quarter of an hour. */
const mostWrongCodes = 600;

/**
 * Counts codes that are none, which are answered with "not found". A device that is in the room
 * never waits, whatever others at its address have typed.
 */
export function wrongWorkshopCodes(log: Logger): RequestHandler {
  return limitRequests(log, mostWrongCodes, {
    skip: (_req, res) => res.locals.room?.device !== undefined,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== 404,
  });
}
