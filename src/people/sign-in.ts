import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Issuer } from '../config/issuers.ts';
import { type FormError, fieldText, inOneLine, onlyFields } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { permit, safeReturn } from './access.ts';
import type { Sessions } from './sessions.ts';

/** A fictional person of the demonstration, and what to see as that person. */
export interface CastMember {
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly organisation: string;
  readonly whatToSee: string;
}

/** What the sign-in page offers beside a link. */
export interface SignInOffer {
  readonly cast: readonly CastMember[];
  /** Where somebody may have an account to sign in with. */
  readonly issuers: readonly Pick<Issuer, 'id' | 'name'>[];
}

/** Where somebody goes who has signed in and wanted nothing in particular. */
export const home = '/assessments';

const longestPath = 2000;

/** Where a form says to go back to: a path of this service, or empty. */
export const returnPath = z
  .string()
  .optional()
  .transform((path) => (path && path.length <= longestPath ? safeReturn(path, '') : ''));

const choice = z.strictObject({
  person: z.string(),
  return: returnPath,
  _csrf: z.string().optional(),
});

/** Where signing in begins; signing in as one of the cast, and signing out. */
export function signInRoutes(offer: SignInOffer, sessions: Sessions): Router {
  const { cast } = offer;
  const router = Router();

  router.get('/sign-in', permit('sign in'), (req, res) => {
    if (req.person) return goTo(res, safeReturn(req.query.return, home));
    showSignIn(req, res, offer);
  });

  router.post('/sessions', permit('sign in'), async (req, res) => {
    const { data } = choice.safeParse(req.body);
    const member = cast.find(({ personId }) => personId === data?.person);
    if (!member) throw new Problem('invalid', 'Choose one of the people on the sign-in page.');
    await sessions.begin(req, res, member.personId, 'cast');
    goTo(res, data?.return || home);
  });

  router.post('/sessions/end', permit('sign out'), onlyFields(), async (req, res) => {
    await sessions.end(req, res);
    goTo(res, '/');
  });

  return router;
}

/** The page that asks for an address, and again with what was typed where it was refused. */
export function showSignIn(
  req: Request,
  res: Response,
  { cast, issuers }: SignInOffer,
  errors: readonly FormError[] = [],
): void {
  const refused = errors.length > 0;
  showPage(
    req,
    res,
    'people/sign-in',
    {
      title: 'Sign in',
      errors,
      cast,
      issuers,
      email: inOneLine(fieldText(req.body, 'email')),
      returnTo: safeReturn(refused ? fieldText(req.body, 'return') : req.query.return, ''),
    },
    refused ? 422 : 200,
  );
}
