import { Router } from 'express';
import type { Mailing } from '../../mail/mailing.ts';
import { permit, personAsking } from '../../people/access.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { goTo } from '../../shared/page.ts';
import { positionPath, standingAsked } from '../standing.ts';
import { askForSignOff, withdrawRequest } from './ask-sign-off.ts';

/** The lead asks for a position to be signed off, or takes that back. */
export function requestRoutes({
  database,
  clock,
  mailing,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailing: Pick<Mailing, 'soon'>;
}): Router {
  const router = Router();
  const leading = permit('agree the position');
  const path = '/positions/:assessment/sign-off-requests';

  router.post(path, leading, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'leads');
    await askForSignOff(database, clock, survey, personAsking(req).id);
    mailing.soon();
    goTo(res, `${positionPath(survey)}?done=asked`);
  });

  router.post(`${path}/withdrawal`, leading, async (req, res) => {
    const { survey } = await standingAsked(database, req, 'leads');
    await withdrawRequest(database, clock, survey, personAsking(req).id);
    goTo(res, `${positionPath(survey)}?done=withdrawn`);
  });

  return router;
}
