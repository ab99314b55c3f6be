import { hash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Config } from '../config.ts';
import { permit } from '../people/access.ts';
import { notFound } from '../shared/problems.ts';
import type { Operations } from './operations.ts';

/** What an operator's programs ask, whatever else there is to do and whoever is signed in. */
export function operationsRoutes(
  { readiness, metrics }: Operations,
  how: Config['metrics'],
): Router {
  const router = Router();

  router.get('/health/ready', permit('read public pages'), async (_req, res) => {
    const answer = await readiness.ask();
    res.setHeader('Cache-Control', 'no-store');
    res.status(answer.status === 'ready' ? 200 : 503).json(answer);
  });

  if (metrics && how && 'token' in how)
    router.get('/metrics', permit('read public pages'), async (req, res) => {
      if (!isSame(req.get('Authorization') ?? '', `Bearer ${how.token}`)) throw notFound();
      const { type, body } = await metrics.text();
      res.setHeader('Cache-Control', 'no-store');
      res.setHeader('Content-Type', type);
      res.end(body);
    });

  return router;
}

/** In the same time wherever they differ. */
function isSame(given: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', right, 'buffer'));
}
