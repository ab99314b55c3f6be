import type { RequestHandler, Response } from 'express';
import { Problem } from '../shared/problems.ts';
import type { Kind, Load } from './load.ts';

/** When to come again, in seconds. */
const retryAfter = 5;

/** Small, and the same for everybody: made once, so that refusing costs next to nothing. */
const page = Buffer.from(`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Very busy just now</title>
<h1>The service is very busy just now</h1>
<p>Answers are still being saved. Wait a few seconds, then load this page again.</p>
</html>
`);

/**
 * Refuses requests while there is too much to do: pages long before saves, whose words come back
 * on the problem page. Stands where the body has been read, so that slow senders do not count.
 */
export function shed(load: Load, refused: (kind: Kind) => void): RequestHandler {
  return (req, res, next) => {
    const kind = req.method === 'POST' ? 'save' : 'read';
    if (load.refuses(kind)) {
      refused(kind);
      if (kind === 'read') return refuse(res);
      throw new Problem(
        'unavailable',
        'The service is very busy. Nothing was saved. Wait a few seconds, then try again.',
      );
    }
    load.begin();
    res.once('close', () => load.end());
    next();
  };
}

function refuse(res: Response): void {
  res.statusCode = 503;
  res.setHeader('Retry-After', String(retryAfter));
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', page.length);
  res.end(page);
}
