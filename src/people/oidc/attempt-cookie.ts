import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Config } from '../../config.ts';
import { attemptLasts } from './attempt.ts';

/** What binds a sign-in that is under way elsewhere to the browser that began it. */
export function attemptCookie(config: Config) {
  const secure = config.baseUrl.startsWith('https:');
  const name = secure ? '__Host-sign-in' : 'sign-in';
  // Lax, since what comes back from an issuer comes from another site.
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    read: ({ headers }: Request): string | undefined =>
      headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[name],
    set: (res: Response, secret: string) =>
      res.cookie(name, secret, { ...attributes, maxAge: attemptLasts }),
    clear: (res: Response) => res.clearCookie(name, attributes),
  };
}
