import { z } from 'zod';

/** How long a link to sign in works after it was sent, in milliseconds. */
export const linkLasts = 10 * 60_000;

/** So many mails with a link one address is sent in a quarter of an hour… */
export const mostLinks = 3;
/** …and so often one network address may ask for them. */
export const mostRequests = 300;

/** What the secret of a link looks like; anything else in its place is simply not found. */
export const linkToken = z.string().regex(/^[\w-]{43}$/);
