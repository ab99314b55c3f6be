import type { RequestHandler } from 'express';
import { z } from 'zod';
import { Problem } from './problems.ts';

/** A message for a person, and the field it belongs to. */
export interface FormError {
  readonly message: string;
  readonly href: string;
}

// Tab, line feed and carriage return are typed by people; the other control characters are not,
// and PostgreSQL refuses some of them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** Text that a person typed: trimmed, well-formed, line ends as one line feed. */
export function typedText(most: number, what: string) {
  return z
    .string({ error: `${what} must be text` })
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, '\n').trim())
    .refine((text) => !controlCharacters.test(text), {
      error: `${what} contains characters that cannot be shown. Type it again without them`,
    })
    .refine((text) => text.length <= most, {
      error: (issue) =>
        `${what} must be ${most.toLocaleString('en-GB')} characters or fewer. It has ${(issue.input as string).length.toLocaleString('en-GB')}`,
    });
}

/** A field of a form that came from outside: one text, however it was sent. */
export function fieldText(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/**
 * For a route that reads these fields and no schema: refuses a form that has any others.
 * @throws Problem "invalid" and nothing has been done.
 */
export function onlyFields(...names: readonly string[]): RequestHandler {
  const known = new Set(['_csrf', ...names]);
  return (req, _res, next) => {
    if (Object.keys(req.body ?? {}).some((name) => !known.has(name)))
      throw new Problem('invalid', 'Open the page again, and press the button once more.');
    next();
  };
}

/**
 * The longer texts that a person typed into a form, by field name: what a page that refuses the
 * form shows again, so that nothing is lost. By convention their names end in "note".
 */
export function typedNotes(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    name.endsWith('note') && typeof value === 'string' && value.trim() !== '' ? [value] : [],
  );
}

/** What was typed into a field of one line, without what such a field cannot hold. */
export function inOneLine(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
}
