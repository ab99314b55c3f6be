import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import { newRandomId } from './ids.ts';

const underWay = new AsyncLocalStorage<string>();

/** Gives every request an id, which its answer, its lines in the log and in the audit carry. */
export const identifyRequest: RequestHandler = (_req, res, next) => {
  const id = newRandomId();
  res.setHeader('X-Request-Id', id);
  underWay.run(id, next);
};

/** The id of the request that is being answered; null outside of one. */
export function requestId(): string | null {
  return underWay.getStore() ?? null;
}
