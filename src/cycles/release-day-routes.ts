import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { permit, personAsking } from '../people/access.ts';
import { type Clock, dateOf } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { typedDate } from '../shared/dates.ts';
import type { FormError } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found, Problem } from '../shared/problems.ts';
import { changeReleaseDay } from './change-release-day.ts';
import { showDay } from './cycle.ts';
import { readReleaseDay } from './release-day.ts';
import { type CycleInUse, findCycle } from './store.ts';

const text = z.string().optional();
const form = z.strictObject({
  _csrf: text,
  'release-day': text,
  'release-month': text,
  'release-year': text,
});

/** The day on which the benchmarks of a cycle are published by themselves. */
export function releaseDayRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const publishing = permit('publish releases');

  router.get('/cycles/:cycle/release-date', publishing, async (req, res) => {
    show(req, res, await cycleAsked(req));
  });

  router.post('/cycles/:cycle/release-date', publishing, async (req, res) => {
    const cycle = await cycleAsked(req);
    if (!form.safeParse(req.body ?? {}).success)
      throw new Problem('invalid', 'Go back, and fill in the form again.');
    const { date, error } = readReleaseDay(req.body);
    if (error) return show(req, res, cycle, [error]);
    const message = await changeReleaseDay(database, clock, cycle.id, date, personAsking(req).id);
    if (message) return show(req, res, cycle, [{ message, href: '#release-day' }]);
    goTo(res, '/administration?done=release-day');
  });

  async function cycleAsked(req: Request): Promise<CycleInUse> {
    const { data } = id.safeParse(req.params.cycle);
    return found(data && (await findCycle(database, data)));
  }

  return router;
}

function show(
  req: Request,
  res: Response,
  cycle: CycleInUse,
  errors: readonly FormError[] = [],
): void {
  const { releasesOn } = cycle;
  const known = releasesOn ? typedDate(releasesOn) : { day: '', month: '', year: '' };
  showPage(
    req,
    res,
    'cycles/release-date',
    {
      title: 'Day of the release',
      errors,
      cycle,
      lastDay: showDay(dateOf(new Date(cycle.closesAt))),
      typed: errors.length > 0 ? readReleaseDay(req.body).typed : known,
    },
    errors.length > 0 ? 422 : 200,
  );
}
