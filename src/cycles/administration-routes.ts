import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { nationalRoles, type Office } from '../people/appointment.ts';
import { type OfficePage, officePage } from '../people/appointment-page.ts';
import { type AppointmentParts, appointmentRoutes } from '../people/appointment-routes.ts';
import { showDate } from '../shared/clock.ts';
import { doneOf } from '../shared/done.ts';
import { showPage } from '../shared/page.ts';
import { showDay, stateOf } from './cycle.ts';
import { listCycles } from './store.ts';

const words = {
  opened: 'The cycle is set up',
  'release-day': 'The day of the release is changed',
};

const england: Office = { organisation: null, roles: nationalRoles, open: true };

/** Where national administrators begin: cycles, organisations, and each other. */
export function administrationRoutes(parts: AppointmentParts): Router {
  const { database, clock } = parts;
  const router = Router();

  router.get('/administration', permit('administer cycles'), async (req, res) => {
    await show(req, res, await officePage(req, database, england, clock()));
  });

  async function show(req: Request, res: Response, page: OfficePage, status = 200): Promise<void> {
    const now = clock();
    const cycles = (await listCycles(database)).map((cycle) => ({
      ...cycle,
      state: stateOf(cycle, now),
      firstDay: showDate(cycle.opensAt),
      lastDay: showDate(cycle.closesAt),
      releaseDay: cycle.releasesOn && showDay(cycle.releasesOn),
    }));
    showPage(
      req,
      res,
      'cycles/administration',
      {
        title: 'Administration',
        ...page,
        done: doneOf(req, words) ?? page.done,
        cycles,
      },
      status,
    );
  }

  router.use(
    appointmentRoutes(parts, { path: '/administration', find: async () => england, show }),
  );
  return router;
}
