import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Config } from '../config.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { absoluteLimit, SessionStore } from './session-store.ts';
import { findPerson } from './store.ts';

/** Reads the session cookie and finds out who is asking. */
export function sessions(config: Config, database: Database, clock: Clock): RequestHandler[] {
  const secure = config.baseUrl.startsWith('https:');
  const readSession = session({
    store: new SessionStore(database, clock),
    secret: config.sessionSecret,
    // The prefix makes browsers refuse the cookie from any other host; it needs TLS.
    name: secure ? '__Host-session' : 'session',
    genid: () => randomBytes(32).toString('base64url'),
    cookie: { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: absoluteLimit },
    resave: false,
    saveUninitialized: false,
  });
  const findWhoAsks: RequestHandler = async (req, _res, next) => {
    const { personId } = req.session;
    const person = personId && (await findPerson(database, personId));
    if (person) req.person = person;
    next();
  };
  return [readSession, findWhoAsks];
}
