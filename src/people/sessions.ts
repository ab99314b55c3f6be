import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { browserName } from './browser-name.ts';
import {
  forgottenBefore,
  hasEnded,
  isConfirmed,
  needsSeeing,
  newSecret,
  rememberedFor,
  type Way,
} from './session.ts';
import {
  deleteOldSessions,
  deleteSession,
  findSession,
  insertSession,
  updateSeen,
} from './store.ts';

interface SessionParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Finds out who is asking, begins sessions and ends them. */
export interface Sessions {
  readonly findWhoAsks: RequestHandler;
  /**
   * Signs somebody in, and out of what this browser had before. Where they were signed in as the
   * same person, forms in their other tabs go on working.
   * @param confirmedAt when they showed who they are; null where that is not known. Left out for
   * the cast, and for a link, which shows it only where no issuer is there to ask for more.
   */
  begin(
    req: Request,
    res: Response,
    personId: string,
    way: Way,
    confirmedAt?: string | null,
  ): Promise<void>;
  end(req: Request, res: Response): Promise<void>;
}

export function sessions({ config, database, clock, log }: SessionParts): Sessions {
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
      if (needsSeeing(session, now))
        await updateSeen(database, session, now.toISOString()).catch((error: unknown) =>
          // A full disk keeps nobody from reading.
          log.warn({ err: error }, 'it was not noted that a session was used'),
        );
      req.session = session;
      req.person = session.person;
      req.isConfirmed = isConfirmed(session, now);
      next();
    },

    // A new id at every sign-in, so that one planted before it is worth nothing after it.
    begin: async (req, res, personId, way, confirmedAt) => {
      const before = req.session ?? req.endedSession;
      if (before) await deleteSession(database, before);
      await deleteOldSessions(database, forgottenBefore(clock()));
      const id = newSecret();
      const now = timestamp(clock);
      const same = req.session?.person.id === personId ? req.session : undefined;
      const counts = way === 'cast' || config.issuers.length === 0;
      const shownAt = confirmedAt === undefined && counts ? now : (confirmedAt ?? null);
      // What shows less than was shown before takes nothing of that away.
      const kept = shownAt === null ? same : undefined;
      await insertSession(database, {
        id,
        personId,
        csrfToken: same?.csrfToken ?? newSecret(),
        now,
        way: kept?.way ?? way,
        browser: browserName(req.get('User-Agent')),
        confirmedAt: kept?.confirmedAt ?? shownAt,
      });
      res.cookie(name, id, { ...attributes, maxAge: rememberedFor });
      // Who it was is in the session, not in the log.
      log.info({ way }, 'signed in');
    },

    end: async (req, res) => {
      if (req.session) await deleteSession(database, req.session);
      res.clearCookie(name, attributes);
      log.info('signed out');
    },
  };
}
