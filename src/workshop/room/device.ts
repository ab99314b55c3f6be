import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Config } from '../../config.ts';
import { hashed, newSecret } from '../../people/session.ts';

/** How long a device is known by, in milliseconds: longer than any workshop stays open. */
const day = 24 * 60 * 60 * 1000;

/** Knows a browser again that joined a workshop, by a secret of its own: not who uses it. */
export interface Devices {
  /** What is stored of the browser's secret; null where it has none. */
  hashOf(req: Request): string | null;
  /** Gives the browser a secret. */
  welcome(res: Response): void;
}

export function devices({ baseUrl }: Pick<Config, 'baseUrl'>): Devices {
  const secure = baseUrl.startsWith('https:');
  // The prefix makes browsers refuse the cookie from any other host; it needs TLS.
  const name = secure ? '__Host-device' : 'device';
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    hashOf: ({ headers }) => {
      const secret = headers.cookie && parseCookie(headers.cookie)[name];
      return secret && /^[\w-]{43}$/.test(secret) ? hashed(secret) : null;
    },
    welcome: (res) => {
      res.cookie(name, newSecret(), { ...attributes, maxAge: day });
    },
  };
}
