import { type Request, type RequestHandler, type Response, Router } from 'express';
import { goTo, showPage } from '../../shared/page.ts';
import type { TakeUps } from '../accept.ts';
import { permit, safeReturn } from '../access.ts';
import { confirmedPath } from '../confirmation.ts';
import { limitPeriod, tooMany } from '../rate-limit.ts';
import { countHit } from '../rate-limit-store.ts';
import type { Sessions } from '../sessions.ts';
import { home } from '../sign-in.ts';
import { mostSignIns } from './attempt.ts';
import { takeAttempt } from './attempt-store.ts';
import { confirmedIn, strangerIn } from './claims.ts';
import { type IssuerParts, issuerAsked } from './issuer-parts.ts';
import { Refused } from './providers.ts';
import { isThem, recognise } from './recognise.ts';

/** Where browsers come back from an issuer, with a code for what it says of their person. */
export function callbackRoutes(
  { config, database, clock, log, providers, cookie, callbackOf }: IssuerParts,
  sessions: Sessions,
  takeUps: TakeUps,
  limited: RequestHandler,
): Router {
  const router = Router();

  // The one address that changes something by GET, since issuers send browsers back by it: it does
  // so only for an attempt of this browser, and uses that up.
  router.get('/sign-in/:issuer/callback', permit('sign in'), limited, async (req, res) => {
    const issuer = issuerAsked(config, req);
    res.setHeader('Cache-Control', 'no-store');
    try {
      const back = await comeBack(req, res);
      await (back.attempt.personId === null ? signIn : confirm)(req, res, back);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { reason } = error;
      log.warn({ issuer: issuer.id, reason }, 'a sign-in was refused');
      showPage(
        req,
        res,
        'people/sign-in-refused',
        { title: 'Signing in did not work', reason, issuer: issuer.name },
        403,
      );
    }
  });

  async function comeBack(req: Request, res: Response) {
    const issuer = issuerAsked(config, req);
    const address = new URL(callbackOf(issuer));
    address.search = new URL(req.originalUrl, address.origin).search;
    const state = address.searchParams.get('state');
    const browser = cookie.read(req);
    if (!state || !browser) throw new Refused('attempt');
    cookie.clear(res);
    const attempt = await takeAttempt(database, { state, browser }, clock().toISOString());
    if (attempt?.issuer !== issuer.id) throw new Refused('attempt');
    const sent = { ...attempt, state, anew: attempt.personId !== null };
    const claims = await providers.claimsFrom(issuer, address, sent);
    const stranger = strangerIn(issuer, claims);
    const account = `account:${stranger.issuer} ${stranger.subject}`;
    const { hits } = await countHit(database, account, clock(), limitPeriod);
    if (hits > mostSignIns) throw tooMany();
    return { issuer, attempt, stranger, confirmedAt: confirmedIn(issuer, claims, clock()) };
  }

  type Back = Awaited<ReturnType<typeof comeBack>>;

  async function signIn(req: Request, res: Response, back: Back): Promise<void> {
    const { issuer, attempt, stranger, confirmedAt } = back;
    const known = await recognise(database, clock, issuer.id, stranger, takeUps);
    if (typeof known === 'string') throw new Refused(known);
    await sessions.begin(req, res, known.personId, issuer.id, confirmedAt);
    goTo(res, safeReturn(known.next ?? attempt.returnTo, home));
  }

  async function confirm(req: Request, res: Response, back: Back): Promise<void> {
    const { issuer, attempt, stranger, confirmedAt } = back;
    if (confirmedAt === null) throw new Refused('confirmation');
    const { person } = req;
    if (person?.id !== attempt.personId) throw new Refused('attempt');
    if (!person || !(await isThem(database, clock, issuer.id, stranger, person)))
      throw new Refused('other-person');
    await sessions.begin(req, res, person.id, issuer.id, confirmedAt);
    goTo(res, confirmedPath);
  }

  return router;
}
