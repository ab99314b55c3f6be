import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found, Problem } from '../shared/problems.ts';
import { permit, safeReturn } from './access.ts';
import { emailAddress } from './email-address.ts';
import { countedTogether, limitRequests } from './rate-limit.ts';
import type { Sessions } from './sessions.ts';
import { home, returnPath, type SignInOffer, showSignIn } from './sign-in.ts';
import { linkToken, mostRequests } from './sign-in-link.ts';
import { requestLink } from './sign-in-link-request.ts';
import { useLink } from './sign-in-link-store.ts';

const form = z.strictObject({
  email: emailAddress,
  return: returnPath,
  _csrf: z.string().optional(),
});

/** Signing in by a link that is sent to one's address. */
export function signInLinkRoutes(
  parts: {
    readonly database: Database;
    readonly clock: Clock;
    readonly log: Logger;
    readonly mailing: Mailing;
  },
  offer: SignInOffer,
  sessions: Sessions,
): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const signingIn = permit('sign in');

  router.post(
    '/sign-in-links',
    signingIn,
    limitRequests(parts.log, mostRequests, {
      store: countedTogether(database, clock, 'links'),
    }),
    async (req, res) => {
      const { data, error } = form.safeParse(req.body ?? {});
      if (!data) {
        const issue = error.issues.find(({ path }) => path[0] === 'email');
        if (!issue) throw new Problem('invalid', 'Go back to the sign-in page and try again.');
        return showSignIn(req, res, offer, [{ message: issue.message, href: '#email' }]);
      }
      await requestLink(database, clock, data.email, data.return || null);
      mailing.soon();
      goTo(res, '/sign-in/sent');
    },
  );

  router.get('/sign-in/sent', signingIn, (req, res) =>
    showPage(req, res, 'people/sign-in-sent', { title: 'Check your email' }),
  );

  // Programs that check mail for harm open its links first: only the button uses one up, and the
  // page with the button says nothing of whether there is anything to use.
  router.get('/sign-in-links/:token', signingIn, neverKept, (req, res) => {
    const token = tokenIn(req);
    showPage(req, res, 'people/sign-in-link', { title: 'Sign in', token });
  });

  router.post('/sign-in-links/:token', signingIn, neverKept, async (req, res) => {
    const used = await useLink(database, tokenIn(req), timestamp(clock));
    if (!used) {
      parts.log.info({ way: 'link' }, 'a sign-in was refused');
      return showDead(req, res);
    }
    await sessions.begin(req, res, used.personId, 'link');
    goTo(res, safeReturn(used.returnTo, home));
  });

  return router;
}

const neverKept: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

function tokenIn(req: Request): string {
  return found(linkToken.safeParse(req.params.token).data);
}

/** One answer to every link that signs nobody in, whatever the reason. */
function showDead(req: Request, res: Response): void {
  const title = 'This link cannot be used';
  showPage(req, res, 'people/sign-in-link-ended', { title }, 422);
}
