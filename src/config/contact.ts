import type { Settings } from './settings.ts';

/** Whom people turn to who want something of the service's owner. */
export interface ContactConfig {
  /** An address, about privacy and accessibility. */
  readonly email: string;
  /** Where to report a weakness: an address as "mailto:…", or a page. */
  readonly security: string;
}

/** Who is given where nothing is: an address that nobody can have. */
const placeholder = 'contact@assess.example';

export function contactOf(settings: Settings): ContactConfig {
  const { CONTACT_EMAIL, MAIL_FROM, SECURITY_CONTACT } = settings;
  const email = CONTACT_EMAIL ?? MAIL_FROM?.replace(/^.*<(.*)>$/, '$1') ?? placeholder;
  return { email, security: SECURITY_CONTACT ?? `mailto:${email}` };
}
