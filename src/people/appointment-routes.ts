import { type Request, type Response, Router } from 'express';
import type { Mailing } from '../mail/mailing.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { FormError } from '../shared/forms.ts';
import { onlyFields } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { goTo } from '../shared/page.ts';
import { found, Problem } from '../shared/problems.ts';
import { permit, personAsking } from './access.ts';
import { appoint } from './appoint.ts';
import { appointeeForm, listPathOf, type Office } from './appointment.ts';
import { appointmentEndRoutes } from './appointment-end-routes.ts';
import { type doneWords, type OfficePages, officePage } from './appointment-page.ts';
import { resendAppointment } from './resend-appointment.ts';
import { withdrawAppointment } from './withdraw-appointment.ts';

export interface AppointmentParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailing: Pick<Mailing, 'soon'>;
}

/** Inviting people to the roles of an office, and ending what they were appointed to. */
export function appointmentRoutes(parts: AppointmentParts, pages: OfficePages): Router {
  const { database, clock, mailing } = parts;
  const { path, find } = pages;
  const router = Router();
  const appointing = permit('appoint people');

  router.post(`${path}/appointments`, appointing, async (req, res) => {
    const office = await find(req);
    refuseWhenClosed(office);
    const { data, error } = appointeeForm(office.roles).safeParse(req.body ?? {});
    if (!data) return refuse(req, res, office, errorsOf(error.issues, office));
    const already = await appoint(database, clock, office, data, personAsking(req).id);
    if (already)
      return refuse(req, res, office, [{ message: alreadyWords[already], href: '#email' }]);
    mailing.soon();
    goToList(res, office, 'invited');
  });

  router.post(
    `${path}/invitations/:invitation/sendings`,
    appointing,
    onlyFields(),
    async (req, res) => {
      const office = await find(req);
      refuseWhenClosed(office);
      const invitation = found(id.safeParse(req.params.invitation).data);
      await resendAppointment(database, clock, office, invitation, personAsking(req).id);
      mailing.soon();
      goToList(res, office, 'sent');
    },
  );

  router.post(
    `${path}/invitations/:invitation/withdrawal`,
    appointing,
    onlyFields(),
    async (req, res) => {
      const office = await find(req);
      const invitation = found(id.safeParse(req.params.invitation).data);
      await withdrawAppointment(database, clock, office, invitation, personAsking(req).id);
      goToList(res, office, 'withdrawn');
    },
  );

  async function refuse(
    req: Request,
    res: Response,
    office: Office,
    errors: readonly FormError[],
  ): Promise<void> {
    await pages.show(req, res, await officePage(req, database, office, clock(), errors), 422);
  }

  router.use(appointmentEndRoutes(database, clock, pages));
  return router;
}

const alreadyWords = {
  appointed: 'Whoever has this address holds this role already',
  invited: 'This address is invited already. You can send the invitation again below',
} as const;

function refuseWhenClosed({ organisation, open }: Office): void {
  if (!open)
    throw new Problem(
      'invalid',
      `${organisation?.name} has closed, so nobody can be appointed to it any more.`,
    );
}

function goToList(res: Response, office: Office, done: keyof typeof doneWords): void {
  goTo(res, `${listPathOf(office)}?done=${done}`);
}

/** The first message of each field. */
function errorsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  { roles }: Office,
): readonly FormError[] {
  const targets = { role: `#role-${roles[0]}`, email: '#email', name: '#name' };
  const errors = Object.entries(targets).flatMap(([field, href]) => {
    const issue = issues.find(({ path }) => path[0] === field);
    return issue ? [{ message: issue.message, href }] : [];
  });
  if (errors.length === 0) throw new Problem('invalid', 'Go back, and fill in the form again.');
  return errors;
}
