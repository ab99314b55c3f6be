import { Router } from 'express';
import { organisationCode } from '../organisations/organisation.ts';
import { permit, personAsking } from '../people/access.ts';
import { roleDuties, roleNames } from '../people/appointment.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { listRolesHeld, type RoleHeld } from './role-holders-store.ts';
import { findLedOrganisation } from './store.ts';

/** Who holds which role in an organisation, and who held one: for its leads, who appoint nobody. */
export function rolesRoutes(database: Database): Router {
  const router = Router();

  router.get('/organisations/:code/roles', permit('lead a survey'), async (req, res) => {
    const { data } = organisationCode.safeParse(req.params.code);
    const organisation = found(
      data && (await findLedOrganisation(database, personAsking(req), data)),
    );
    const held = await listRolesHeld(database, organisation.code);
    showPage(req, res, 'survey/roles', {
      title: 'Who holds a role',
      organisation,
      present: held.filter(({ endedAt }) => endedAt === null).map(shownRole),
      past: held.filter(({ endedAt }) => endedAt !== null).map(shownRole),
    });
  });

  return router;
}

function shownRole({ role, name, cycle, appointedAt, endedAt, disabled }: RoleHeld) {
  return {
    name,
    role: cycle ? `${roleNames[role]}, ${cycle}` : roleNames[role],
    duty: roleDuties[role],
    since: showDate(appointedAt),
    until: endedAt && showDate(endedAt),
    disabled,
  };
}
