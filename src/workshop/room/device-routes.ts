import { Router } from 'express';
import { z } from 'zod';
import { permit, personAsking } from '../../people/access.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { onlyFields } from '../../shared/forms.ts';
import { id } from '../../shared/ids.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { found, Problem } from '../../shared/problems.ts';
import { workshopAsked } from '../access.ts';
import { type Live, presenterRevision } from '../live.ts';
import { changeRoom } from '../store.ts';
import { isOpen, workshopPath } from '../workshop.ts';
import { isPresent } from './participant.ts';
import { listParticipants } from './participant-store.ts';
import { removeDevice } from './remove-device.ts';

const lockForm = z.strictObject({
  _csrf: z.string().optional(),
  locked: z.enum(['yes', 'no']),
});

/** Who may join a workshop and stay in it, as who runs it decides. */
export function deviceRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly live: Live;
}): Router {
  const { database, clock, live } = parts;
  const router = Router();
  const running = permit('run a workshop');

  router.get('/workshops/:workshop/devices', running, async (req, res) => {
    const { workshop, standing } = await workshopAsked(database, req);
    const participants = await listParticipants(database, workshop.id);
    showPage(req, res, 'workshop/devices', {
      title: 'Devices in the room',
      survey: standing.survey,
      base: workshopPath(workshop),
      revision: presenterRevision(workshop),
      open: isOpen(workshop),
      locked: workshop.locked,
      // No role families: a number that changes as a device comes would say which one it has.
      devices: participants.filter(isPresent).map(({ id, label }) => ({ id, label })),
      scripts: ['live.js'],
    });
  });

  router.post('/workshops/:workshop/joining', running, async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    const { data } = lockForm.safeParse(req.body ?? {});
    if (!data) throw new Problem('invalid', 'Go back to the page, reload it and try again.');
    await changeRoom(database, workshop.id, { locked: data.locked === 'yes' ? 1 : 0 });
    await live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/presenter`);
  });

  router.post(
    '/workshops/:workshop/devices/:participant/removal',
    running,
    onlyFields(),
    async (req, res) => {
      const { workshop } = await workshopAsked(database, req);
      const device = found(id.safeParse(req.params.participant).data);
      await removeDevice(database, clock, workshop.id, device, personAsking(req).id);
      await live.changed(workshop.id);
      goTo(res, `${workshopPath(workshop)}/presenter`);
    },
  );

  return router;
}
