import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../config.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { forgottenBefore, hasEnded, needsSeeing, newSecret, rememberedFor } from './session.ts';
import {
  deleteOldSessions,
  deleteSession,
  findSession,
  insertSession,
  updateSeen,
} from './store.ts';

/** Finds out who is asking, begins sessions and ends them. */
export interface Sessions {
  readonly findWhoAsks: RequestHandler;
  begin(req: Request, res: Response, personId: string): Promise<void>;
  end(req: Request, res: Response): Promise<void>;
}

export function sessions(config: Config, database: Database, clock: Clock): Sessions {
  const secure = config.baseUrl.startsWith('https:');
  // The prefix makes browsers refuse the cookie from any other host; it needs TLS.
  const name = secure ? '__Host-session' : 'session';
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;

  return {
    findWhoAsks: async (req, _res, next) => {
      const { cookie } = req.headers;
      const id = cookie && parseCookie(cookie)[name];
      const session = id && (await findSession(database, id));
      const now = clock();
      if (!session) return next();
      if (hasEnded(session, now)) {
        req.endedSession = session;
        return next();
      }
      if (needsSeeing(session, now)) await updateSeen(database, session, now.toISOString());
      req.session = session;
      req.person = session.person;
      next();
    },

    // A new id at every sign-in, so that one planted before it is worth nothing after it.
    begin: async (req, res, personId) => {
      const before = req.session ?? req.endedSession;
      if (before) await deleteSession(database, before);
      await deleteOldSessions(database, forgottenBefore(clock()));
      const id = newSecret();
      const csrfToken = newSecret();
      await insertSession(database, { id, personId, csrfToken, now: timestamp(clock) });
      res.cookie(name, id, { ...attributes, maxAge: rememberedFor });
    },

    end: async (req, res) => {
      if (req.session) await deleteSession(database, req.session);
      res.clearCookie(name, attributes);
    },
  };
}
