import { Router } from 'express';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { showMoment } from '../shared/moment.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found, notFound, Problem } from '../shared/problems.ts';
import { permit, personAsking } from './access.ts';
import { confirmationOf, confirmedPath } from './confirmation.ts';
import { accessSince, type Way } from './session.ts';
import { endOtherSessions, endSessionOf, listSessions } from './session-list-store.ts';
import type { Sessions } from './sessions.ts';
import type { SignInOffer } from './sign-in.ts';
import { requestLink } from './sign-in-link-request.ts';

const form = z.strictObject({ _csrf: z.string().optional() });
const sessionId = z.string().regex(/^[\w-]{43}$/);

const doneWords = {
  ended: 'You are signed out there',
  others: 'You are signed out everywhere but here',
} as const;

/** Where somebody is signed in, ending that, and confirming who they are. */
export function sessionRoutes(
  parts: {
    readonly database: Database;
    readonly clock: Clock;
    readonly mailing: Pick<Mailing, 'soon'>;
  },
  offer: SignInOffer,
  sessions: Sessions,
): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const managing = permit('manage own sessions');

  router.get('/sessions', managing, async (req, res) => {
    const listed = await listSessions(database, personAsking(req).id, accessSince(clock()));
    showPage(req, res, 'people/sessions', {
      title: 'Where you are signed in',
      done: doneOf(req, doneWords),
      sessions: listed.map((session) => ({
        id: session.idHash,
        browser: session.browser ?? 'A browser on an unknown system',
        way: wayInWords(session.way, offer),
        since: showMoment(session.createdAt),
        seen: showMoment(session.seenAt),
        isThis: session.idHash === req.session?.idHash,
      })),
    });
  });

  router.post('/sessions/others/end', managing, async (req, res) => {
    readForm(req.body);
    await endOtherSessions(database, personAsking(req).id, req.session?.idHash ?? '');
    goTo(res, '/sessions?done=others');
  });

  router.post('/sessions/:session/end', managing, async (req, res) => {
    readForm(req.body);
    const id = found(sessionId.safeParse(req.params.session).data);
    if (id === req.session?.idHash) {
      await sessions.end(req, res);
      return goTo(res, '/');
    }
    if (!(await endSessionOf(database, personAsking(req).id, id))) throw notFound();
    goTo(res, '/sessions?done=ended');
  });

  router.post('/sessions/confirmation', managing, async (req, res) => {
    readForm(req.body);
    const { session } = req;
    const { by } = confirmationOf(found(session), offer);
    if (by === 'button') {
      await sessions.begin(req, res, personAsking(req).id, 'cast');
      return goTo(res, confirmedPath);
    }
    const { email } = personAsking(req);
    if (by === 'issuer' || email === null)
      throw new Problem('invalid', 'Go back, and confirm who you are as the page says.');
    await requestLink(database, clock, email, confirmedPath);
    mailing.soon();
    goTo(res, '/sign-in/sent');
  });

  router.get(confirmedPath, managing, (req, res) =>
    showPage(req, res, 'people/confirmed', {
      title: req.isConfirmed ? 'You have confirmed who you are' : 'You are signed in',
      isConfirmed: req.isConfirmed,
    }),
  );

  return router;
}

function readForm(body: unknown): void {
  if (!form.safeParse(body ?? {}).success)
    throw new Problem('invalid', 'Go back, and send the form again.');
}

/** How somebody signed in, in words; null for sessions from before it was noted. */
function wayInWords(way: Way | null, { issuers }: SignInOffer): string | null {
  if (way === null) return null;
  if (way === 'link') return 'A link in a message';
  if (way === 'cast') return 'The demonstration';
  return issuers.find(({ id }) => id === way)?.name ?? 'Another account';
}
