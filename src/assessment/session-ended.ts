import type { ErrorRequestHandler, Request } from 'express';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { placeOfEndedSession } from './access.ts';
import type { AnswerPage } from './answer-page.ts';
import { keepForm } from './keep-form.ts';
import type { Place } from './place.ts';

/**
 * The last handler of a form's route, for who is refused because their session has ended: keeps
 * what they typed, where the form shows that it is theirs, and says so. Everybody else is refused
 * as on any page.
 */
export function keepTyped(
  database: Database,
  clock: Clock,
  pageOf: (place: Place, req: Request) => AnswerPage,
): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const signedOut = error instanceof Problem && error.kind === 'signed-out';
    const place = signedOut && (await placeOfEndedSession(database, req));
    if (!place) return next(error);
    const { reader, address, action } = pageOf(place, req);
    const { typed } = reader.read(req.body, false);
    if (!(await keepForm(database, clock, place, typed, address))) return next(error);
    if (req.accepts(['html', 'json']) === 'json') {
      const message =
        'Your session has ended. What you typed is kept: choose Save and continue to sign in again, and it is on the form for you to save.';
      res.status(401).json({ message });
      return;
    }
    const signIn = `/sign-in?return=${encodeURIComponent(action)}`;
    showPage(req, res, 'assessment/kept', { title: 'You are signed out', signIn }, 401);
  };
}
