import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { doneOf } from '../../shared/done.ts';
import { goTo } from '../../shared/page.ts';
import { Problem } from '../../shared/problems.ts';
import { type Running, workshopAsked } from '../access.ts';
import { presenterRevision } from '../live.ts';
import { isOpen, workshopPath } from '../workshop.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { endRoutes } from './end-routes.ts';
import { moveOn, readMove } from './move-on.ts';
import { type PresenterParts, showPresenter } from './show-presenter.ts';
import { changeTimer, readTimerChange } from './timer.ts';

const doneWords = {
  moved: 'Somebody moved on from another device. This is where the workshop is now.',
  'left-out': 'That is no longer on the agenda. This is where the workshop is now.',
  discussion: 'It is on the agenda by itself now, as the last of the questions to discuss.',
  nobody: 'Nobody is in the room who takes part in this vote.',
} as const;

/** The presenter's page: what is on the screen, and what is done from it. */
export function presenterRoutes(parts: PresenterParts): Router {
  const { database, clock, live } = parts;
  const router = Router();
  const running = permit('run a workshop');

  router.get('/workshops/:workshop/presenter', running, async (req, res) => {
    const asked = await openOrElsewhere(req, res);
    if (!asked) return;
    await showPresenter(parts, req, res, asked, { done: doneOf(req, doneWords) });
  });

  router.get('/workshops/:workshop/changes', running, async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    if (!req.session) throw new Problem('signed-out', 'Sign in to see this page.');
    live.openPresenter(req, res, {
      workshopId: workshop.id,
      sessionIdHash: req.session.idHash,
      personId: personAsking(req).id,
      revision: presenterRevision(workshop),
    });
  });

  router.post('/workshops/:workshop/steps', running, async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    const outcome = await moveOn(database, clock, workshop, readMove(req.body));
    await live.changed(workshop.id);
    const asked = outcome === 'moved' || outcome === 'left-out' ? `?done=${outcome}` : '';
    goTo(res, `${workshopPath(workshop)}/presenter${asked}`);
  });

  router.post('/workshops/:workshop/timer', running, async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    await changeTimer(database, clock, workshop, readTimerChange(req.body));
    await live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/presenter`);
  });

  router.use(agreementRoutes(parts));
  router.use(endRoutes(parts));
  return router;

  /** Null where the answer was given: it is being prepared still, or is over. */
  async function openOrElsewhere(req: Request, res: Response): Promise<Running | null> {
    const asked = await workshopAsked(database, req);
    if (isOpen(asked.workshop)) return asked;
    goTo(res, workshopPath(asked.workshop) + (asked.workshop.endedAt ? '/report' : ''));
    return null;
  }
}
