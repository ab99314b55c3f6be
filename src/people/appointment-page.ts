import type { Request, Response } from 'express';
import { sendingStates } from '../mail/store.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { type FormError, fieldText, inOneLine } from '../shared/forms.ts';
import {
  heldIn,
  invitationState,
  type Office,
  pathOf,
  roleDuties,
  roleNames,
} from './appointment.ts';
import { type Appointment, listAppointments, listPending } from './appointment-store.ts';

/** The pages of one kind of office. */
export interface OfficePages {
  /** Where they begin, as a pattern of routes. */
  readonly path: '/administration' | '/organisations/:code';
  /** @throws Problem "not-found" when the address names no office. */
  find(req: Request): Promise<Office>;
  /** Shows the one that lists the people of the office. */
  show(req: Request, res: Response, page: OfficePage, status: number): Promise<void>;
}

export type OfficePage = Awaited<ReturnType<typeof officePage>>;

/** What the page of an office says was done, by the word in its address. */
export const doneWords = {
  invited: 'The invitation is on its way',
  sent: 'The invitation is sent again',
  withdrawn: 'The invitation is withdrawn: its link opens nothing any more',
  ended: 'The appointment has ended',
} as const;

/**
 * The people of an office for its page: who holds its roles, who was invited and has not accepted,
 * and the form that invites another one, with what was typed where that was refused.
 */
export async function officePage(
  req: Request,
  database: Database,
  office: Office,
  now: Date,
  errors: readonly FormError[] = [],
) {
  const where = heldIn(office);
  const base = pathOf(office);
  const pending = await listPending(database, where, office.roles);
  const states = await sendingStates(
    database,
    pending.map(({ id }) => id),
  );
  return {
    errors,
    done: doneOf(req, doneWords),
    office,
    appointed: (await listAppointments(database, where)).map((appointment) => ({
      ...shownAppointment(appointment),
      endHref: `${base}/appointments/${appointment.id}/end`,
    })),
    invited: pending.map((invitation) => ({
      ...roleWords(invitation.purpose as Appointment['role']),
      name: invitation.name,
      email: invitation.email,
      state: invitationState(invitation, states.get(invitation.id), now),
      href: `${base}/invitations/${invitation.id}`,
    })),
    action: `${base}/appointments`,
    roles: office.roles.map((code) => ({ code, name: roleNames[code], duty: roleDuties[code] })),
    typed: {
      role: fieldText(req.body, 'role'),
      email: inOneLine(fieldText(req.body, 'email')),
      name: inOneLine(fieldText(req.body, 'name')),
    },
  };
}

/** An appointment as pages name it. */
export function shownAppointment({ role, person, appointedAt }: Appointment) {
  return {
    ...roleWords(role),
    name: person.name,
    // Somebody who was made an administrator by address alone is named by it.
    email: person.email === person.name ? null : person.email,
    since: showDate(appointedAt),
  };
}

/** A role by its name, and as that stands in a sentence. */
function roleWords(role: Appointment['role']) {
  const name = roleNames[role];
  return { role: name, asRole: name.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) };
}
