import type { Request } from 'express';
import type { Logger } from 'pino';
import type { Issuer } from '../../config/issuers.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import type { attemptCookie } from './attempt-cookie.ts';
import type { Providers } from './providers.ts';

/** What beginning to sign in elsewhere and coming back from there have in common. */
export interface IssuerParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly providers: Providers;
  readonly cookie: ReturnType<typeof attemptCookie>;
  /** The whole address that an issuer sends browsers back to: one for each, so that none is mistaken for another. */
  callbackOf(issuer: Issuer): string;
}

/** The issuer that the address names. */
export function issuerAsked({ issuers }: Config, req: Request): Issuer {
  return found(issuers.find(({ id }) => id === req.params.issuer));
}
