import { type Request, type Response, Router } from 'express';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { onlyFields } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { permit, personAsking } from './access.ts';
import { heldIn, listPathOf, type Office, pathOf } from './appointment.ts';
import { type OfficePages, shownAppointment } from './appointment-page.ts';
import { type Appointment, findAppointment } from './appointment-store.ts';
import { isLastAdministrator, relieve } from './relieve.ts';
import { home } from './sign-in.ts';

/** Ending what people were appointed to, after a page that says what that means. */
export function appointmentEndRoutes(
  database: Database,
  clock: Clock,
  { path, find }: Pick<OfficePages, 'path' | 'find'>,
): Router {
  const router = Router();
  const appointing = permit('appoint people');

  router.get(`${path}/appointments/:appointment/end`, appointing, async (req, res) => {
    const office = await find(req);
    const appointment = await appointmentAsked(req, office);
    if (appointment.endedAt) return goToList(res, office);
    await show(req, res, office, appointment);
  });

  router.post(
    `${path}/appointments/:appointment/end`,
    appointing,
    onlyFields(),
    async (req, res) => {
      const office = await find(req);
      const appointment = await appointmentAsked(req, office);
      const by = personAsking(req).id;
      if (!(await relieve(database, clock, office, appointment.id, by)))
        return show(req, res, office, appointment, 422);
      // Who has ended their own appointment may not see the list any more.
      if (!office.organisation && appointment.person.id === by) return goTo(res, home);
      goToList(res, office);
    },
  );

  async function appointmentAsked(req: Request, office: Office): Promise<Appointment> {
    const { data } = id.safeParse(req.params.appointment);
    return found(data && (await findAppointment(database, data, heldIn(office))));
  }

  async function show(
    req: Request,
    res: Response,
    office: Office,
    appointment: Appointment,
    status = 200,
  ): Promise<void> {
    showPage(
      req,
      res,
      'people/appointment-end',
      {
        title: 'End an appointment',
        ...shownAppointment(appointment),
        organisation: office.organisation?.name ?? null,
        isLast: await isLastAdministrator(database, office, appointment.id),
        isOwn: appointment.person.id === personAsking(req).id,
        action: `${pathOf(office)}/appointments/${appointment.id}/end`,
        list: listPathOf(office),
      },
      status,
    );
  }

  return router;
}

function goToList(res: Response, office: Office): void {
  goTo(res, `${listPathOf(office)}?done=ended`);
}
