import { Router } from 'express';
import { z } from 'zod';
import { showPage } from '../../shared/page.ts';
import { Problem } from '../../shared/problems.ts';
import type { TakeUps } from '../accept.ts';
import { permit } from '../access.ts';
import { countedTogether, limitRequests } from '../rate-limit.ts';
import { newSecret } from '../session.ts';
import type { Sessions } from '../sessions.ts';
import { returnPath } from '../sign-in.ts';
import { attemptLasts, mostAttempts } from './attempt.ts';
import { attemptCookie } from './attempt-cookie.ts';
import { insertAttempt } from './attempt-store.ts';
import { callbackRoutes } from './callback-routes.ts';
import { type IssuerParts, issuerAsked } from './issuer-parts.ts';
import { Providers } from './providers.ts';

const form = z.strictObject({
  _csrf: z.string().optional(),
  return: returnPath,
  confirm: z.literal('yes').optional(),
});

/** Signing in with an account that somebody has elsewhere, and confirming with it who they are. */
export function issuerRoutes(
  given: Pick<IssuerParts, 'config' | 'database' | 'clock' | 'log'>,
  sessions: Sessions,
  takeUps: TakeUps,
): Router {
  const { config, database, clock, log } = given;
  const providers = new Providers();
  const parts: IssuerParts = {
    ...given,
    providers,
    cookie: attemptCookie(config),
    callbackOf: ({ id }) => `${config.baseUrl}/sign-in/${id}/callback`,
  };
  const router = Router();
  const limited = limitRequests(log, mostAttempts, {
    store: countedTogether(database, clock, 'sign-in'),
  });

  // A form, so that no link and no picture on another page begins to sign anybody in.
  router.post('/sign-in/:issuer', permit('sign in'), limited, async (req, res) => {
    const issuer = issuerAsked(config, req);
    const { data } = form.safeParse(req.body ?? {});
    const anew = data?.confirm !== undefined;
    if (!data || (anew && !req.person))
      throw new Problem('invalid', 'Go back to the sign-in page and try again.');
    const secrets = { state: newSecret(), browser: newSecret() };
    const attempt = {
      issuer: issuer.id,
      nonce: newSecret(),
      codeVerifier: newSecret(),
      returnTo: data.return || null,
      personId: anew ? (req.person?.id ?? null) : null,
    };
    const sent = { ...attempt, state: secrets.state, anew };
    const { href: address } = await providers
      .addressOf(issuer, parts.callbackOf(issuer), sent)
      .catch((error: unknown) => {
        log.warn({ issuer: issuer.id, err: error }, 'an issuer does not answer');
        throw new Problem(
          'unavailable',
          `${issuer.name} does not answer just now. Wait a few minutes, then try again.`,
        );
      });
    const expiresAt = new Date(clock().getTime() + attemptLasts).toISOString();
    await insertAttempt(database, attempt, secrets, expiresAt);
    parts.cookie.set(res, secrets.browser);
    // Not a redirect: browsers hold wherever that leads against the policy that forms are sent to
    // this service alone, and issuers lead on to others.
    res.setHeader('Refresh', `0; url=${address}`);
    res.setHeader('Cache-Control', 'no-store');
    showPage(req, res, 'people/sign-in-leaving', {
      title: `Continue to ${issuer.name}`,
      issuer: issuer.name,
      address,
    });
  });

  router.use(callbackRoutes(parts, sessions, takeUps, limited));
  return router;
}
