import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { boardRoles, type Office, organisationRoles } from '../people/appointment.ts';
import { type OfficePage, officePage } from '../people/appointment-page.ts';
import { type AppointmentParts, appointmentRoutes } from '../people/appointment-routes.ts';
import { dateOf } from '../shared/clock.ts';
import { showPage } from '../shared/page.ts';
import { organisationAsked } from './access.ts';

/**
 * Appointing those who lead the assessments of an organisation and who sign off for it; of a board,
 * also those who see what its trusts share.
 */
export function organisationAppointmentRoutes(parts: AppointmentParts): Router {
  const { database, clock } = parts;
  const router = Router();

  router.get('/organisations/:code/appointments', permit('appoint people'), async (req, res) => {
    await show(req, res, await officePage(req, database, await find(req), clock()));
  });

  async function find(req: Request): Promise<Office> {
    const { code, name, kind, closedOn } = await organisationAsked(database, req);
    const open = closedOn === null || closedOn >= dateOf(clock());
    const roles = kind === 'icb' ? boardRoles : organisationRoles;
    return { organisation: { code, name }, roles, open };
  }

  async function show(req: Request, res: Response, page: OfficePage, status = 200): Promise<void> {
    showPage(req, res, 'people/appointments', { title: 'Appoint people', ...page }, status);
  }

  router.use(appointmentRoutes(parts, { path: '/organisations/:code', find, show }));
  return router;
}
