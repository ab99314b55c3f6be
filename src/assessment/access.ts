import type { Request } from 'express';
import { personAsking } from '../people/access.ts';
import { isTokenOf } from '../people/session.ts';
import type { Database } from '../shared/database.ts';
import { fieldText } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { found } from '../shared/problems.ts';
import type { Place } from './place.ts';
import { findPlace } from './store.ts';

/**
 * The place of the person asking in the assessment that the address names.
 * @throws Problem "not-found" when it does not exist, and the same when it is not theirs.
 */
export async function placeAsked(database: Database, req: Request): Promise<Place> {
  const { data } = id.safeParse(req.params.assessment);
  return found(data && (await findPlace(database, personAsking(req), data)));
}

/**
 * The place, in the assessment that the address names, of the person whose session in this browser
 * has ended; undefined unless the form that was sent is one of that session's.
 */
export async function placeOfEndedSession(
  database: Database,
  req: Request,
): Promise<Place | undefined> {
  const session = req.endedSession;
  const { data } = id.safeParse(req.params.assessment);
  return session && data && isTokenOf(session, fieldText(req.body, '_csrf'))
    ? findPlace(database, session.person, data)
    : undefined;
}
