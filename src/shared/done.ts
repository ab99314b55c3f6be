import type { Request } from 'express';

/** What a page says was done, by the word in its address: one of these, never what it says. */
export function doneOf(req: Request, words: Readonly<Record<string, string>>): string | null {
  const known = Object.entries(words).find(([word]) => word === req.query.done);
  return known?.[1] ?? null;
}
