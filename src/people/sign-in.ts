import { Router } from 'express';
import { z } from 'zod';
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

const home = '/assessments';
const choice = z.object({ person: z.string(), return: z.string().optional() });

/** Signing in as one of the cast, and signing out. */
export function signInRoutes(cast: readonly CastMember[], sessions: Sessions): Router {
  const router = Router();

  router.get('/sign-in', permit('sign in'), (req, res) => {
    if (req.person) return goTo(res, safeReturn(req.query.return, home));
    showPage(req, res, 'people/sign-in', {
      title: 'Sign in',
      cast,
      returnTo: safeReturn(req.query.return, ''),
    });
  });

  router.post('/sessions', permit('sign in'), async (req, res) => {
    const { data } = choice.safeParse(req.body);
    const member = cast.find(({ personId }) => personId === data?.person);
    if (!member) throw new Problem('invalid', 'Choose one of the people on the sign-in page.');
    await sessions.begin(req, res, member.personId);
    goTo(res, safeReturn(data?.return, home));
  });

  router.post('/sessions/end', permit('sign out'), async (req, res) => {
    await sessions.end(req, res);
    goTo(res, '/');
  });

  return router;
}
