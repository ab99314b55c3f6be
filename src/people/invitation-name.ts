import { z } from 'zod';

/** The most characters a person's name may have. */
export const longestName = 100;

// Control characters and line ends could pass for something else than a name where it is listed,
// and so could marks that turn the direction of the text around them; the last stands for what
// could not be decoded.
const unshowable = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFFFD]/u;

/** Whether a text is one line of characters that can be shown. */
export function isOneLine(text: string): boolean {
  return !unshowable.test(text.toWellFormed());
}

/** A name that people type of themselves. */
export const ownName = z
  .string({ error: 'Enter your name' })
  .trim()
  .min(1, { error: 'Enter your name' })
  .max(longestName, { error: `Your name must be ${longestName} characters or fewer` })
  .refine(isOneLine, {
    error: 'Your name contains characters that cannot be shown. Type it again without them',
  });
