import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Mailing } from '../../mail/mailing.ts';
import { permit, personAsking } from '../../people/access.ts';
import { recordView } from '../../people/record-reading.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { Problem } from '../../shared/problems.ts';
import { positionPath, readingOf, type Standing, standingAsked } from '../standing.ts';
import { readReason } from './reason-form.ts';
import { requestRoutes } from './request-routes.ts';
import { returnPosition } from './return-position.ts';
import { signOffPage } from './sign-off-page.ts';
import { notAsked, PositionChanged, signPosition } from './sign-position.ts';
import { signedRoutes } from './signed-routes.ts';

/** Asking for a sign-off, signing or sending back, and what can be done afterwards. */
export function signOffRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailing: Pick<Mailing, 'soon'>;
}): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const signing = permit('sign off');
  const path = '/positions/:assessment/sign-off';

  router.get(path, signing, async (req, res) => {
    const standing = await standingAsked(database, req, 'signs');
    const page = await signOffPage(database, standing.survey, personAsking(req), clock());
    if (!page) return goTo(res, positionPath(standing.survey));
    await recordView(database, clock, readingOf(req, standing));
    show(req, res, page);
  });

  router.post(path, signing, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'signs');
    const { data } = signOffForm.safeParse(req.body);
    if (!data)
      throw new Problem('invalid', 'Go back, and choose whether to share the scores or not.');
    const signed = { fingerprint: data.fingerprint, share: data.sharing === 'share' };
    try {
      await signPosition(database, clock, survey, signed, personAsking(req).id);
    } catch (error) {
      if (error instanceof PositionChanged) return showAgain(req, res, survey, { changed: true });
      throw error;
    }
    mailing.soon();
    goTo(res, `${positionPath(survey)}?done=signed`);
  });

  router.post(`${path}/return`, signing, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'signs');
    const read = readReason(req.body);
    if (read.errors) return showAgain(req, res, survey, read);
    const { of: request, reason } = read;
    await returnPosition(database, clock, survey, { request, reason }, personAsking(req).id);
    mailing.soon();
    goTo(res, `${positionPath(survey)}?done=returned`);
  });

  /** @throws Problem "conflict" where nobody asks for a sign-off any more. */
  async function showAgain(
    req: Request,
    res: Response,
    survey: Standing['survey'],
    because: Because,
  ): Promise<void> {
    const page = await signOffPage(database, survey, personAsking(req), clock());
    if (!page) throw notAsked();
    show(req, res, page, because);
  }

  router.use(requestRoutes(parts));
  router.use(signedRoutes(database, clock));
  return router;
}

const signOffForm = z.strictObject({
  _csrf: z.string().optional(),
  fingerprint: z.string(),
  // Private unless somebody says otherwise.
  sharing: z.enum(['private', 'share']).default('private'),
});

/** Why the page is shown again: what is wrong with the reason, or that it has changed. */
type Because =
  | { readonly changed: true }
  | Exclude<ReturnType<typeof readReason>, { readonly of: string }>;

function show(
  req: Request,
  res: Response,
  page: NonNullable<Awaited<ReturnType<typeof signOffPage>>>,
  because?: Because,
): void {
  const refused = because && !('changed' in because) ? because : undefined;
  const status = because ? (refused ? 422 : 409) : 200;
  const values = {
    ...page,
    changed: because !== undefined && !refused,
    errors: refused?.errors ?? [],
    typed: refused?.typed ?? '',
  };
  showPage(req, res, 'position/sign-off', { title: 'Sign off the position', ...values }, status);
}
