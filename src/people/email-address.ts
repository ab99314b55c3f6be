import { z } from 'zod';

/**
 * A work email address that a person typed, as it is stored and compared: without spaces around
 * it and in lower case. Letters outside ASCII are refused, since some become others in lower case.
 */
export const emailAddress = z
  .string({ error: 'Enter your work email address' })
  .trim()
  .min(1, { error: 'Enter your work email address' })
  .pipe(
    z
      .email({ error: 'Enter an email address in the correct format, like name@example.com' })
      .max(254, { error: 'Enter an email address of 254 characters or fewer' }),
  )
  .transform((address) => address.toLowerCase());
