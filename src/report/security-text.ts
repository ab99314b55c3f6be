import type { Config } from '../config.ts';

/** For how long what it says can be relied on, in milliseconds: 30 days, counted from each asking. */
const holds = 30 * 24 * 60 * 60 * 1000;

/** How to report a weakness, as RFC 9116 lays it down. */
export function securityText(
  { contact, baseUrl }: Pick<Config, 'contact' | 'baseUrl'>,
  now: Date,
): string {
  // To the second: RFC 3339 allows fractions, but some readers do not.
  const expires = new Date(now.getTime() + holds).toISOString().replace(/\.\d+Z$/, 'Z');
  return [
    `Contact: ${contact.security}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${baseUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
