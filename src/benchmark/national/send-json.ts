import { createHash } from 'node:crypto';
import type { Response } from 'express';

/**
 * Answers with a document as JSON. Caches may keep it and ask whether it is still the same: the
 * values of a release never change, but the words around them may.
 */
export function sendJson(res: Response, document: unknown): void {
  const text = JSON.stringify(document);
  res.setHeader('Cache-Control', 'no-cache');
  res.setHeader('ETag', `"${createHash('sha256').update(text).digest('base64url')}"`);
  res.type('application/json').send(text);
}
