import { z } from 'zod';
import type { SendingState } from '../mail/store.ts';
import { showDate } from '../shared/clock.ts';
import { typedText } from '../shared/forms.ts';
import type { Held } from './appointment-store.ts';
import { emailAddress } from './email-address.ts';
import { type Invitation, isOpen } from './invitation.ts';
import type { AppointedRole } from './permissions.ts';

/** Where people are appointed: an organisation, or England. */
export interface Office {
  /** Null for England. */
  readonly organisation: { readonly code: string; readonly name: string } | null;
  /** The roles there are in it. */
  readonly roles: readonly AppointedRole[];
  /** False where nobody can be appointed any more, as in an organisation that has closed. */
  readonly open: boolean;
}

/** Where the roles of an office are held. */
export function heldIn({ organisation }: Office): Held {
  return { organisationCode: organisation?.code ?? null, assessmentId: null };
}

/** Where the pages of an office begin. */
export function pathOf({ organisation }: Office): string {
  return organisation ? `/organisations/${organisation.code}` : '/administration';
}

/** The page that lists the people of an office. */
export function listPathOf(office: Office): string {
  return office.organisation ? `${pathOf(office)}/appointments` : pathOf(office);
}

/** What people are appointed to for a whole organisation. */
export const organisationRoles = ['assessment-lead', 'signatory'] as const;

/** The same for an integrated care board, which sees what its trusts share with it. */
export const boardRoles = [...organisationRoles, 'icb-analyst'] as const;

/** What people are appointed to for England. */
export const nationalRoles = ['national-administrator'] as const;

export const roleNames: Readonly<Record<AppointedRole, string>> = {
  'national-administrator': 'National administrator',
  'assessment-lead': 'Assessment lead',
  signatory: 'Signatory',
  facilitator: 'Facilitator',
  'icb-analyst': 'ICB analyst',
};

/** What each of them does, for whoever appoints one. */
export const roleDuties: Readonly<Record<AppointedRole, string>> = {
  'national-administrator': 'Opens cycles, publishes releases and appoints people',
  'assessment-lead': 'Opens the survey, invites leaders and brings them the results',
  signatory: 'Signs off the position that leaders agree on, and decides what is shared',
  facilitator: 'Prepares and runs the workshop',
  'icb-analyst': 'Compares the trusts of the board that share their scores with it',
};

/** Whom to appoint, and to what. */
export interface Appointee {
  readonly role: AppointedRole;
  readonly email: string;
  /** Null where whoever appoints them has given none. */
  readonly name: string | null;
}

const longestName = 100;

/** The form that appoints somebody to one of these roles. */
export function appointeeForm(roles: readonly AppointedRole[]) {
  return z.strictObject({
    role: z.enum(roles as readonly [AppointedRole, ...AppointedRole[]], {
      error: 'Choose what to appoint them to',
    }),
    email: z
      .string({ error: 'Enter their work email address' })
      .default('')
      .refine((address) => address.trim() !== '', { error: 'Enter their work email address' })
      .pipe(emailAddress),
    name: typedText(longestName, 'The name')
      .transform((name) => name.replace(/\s+/g, ' ') || null)
      .default(null),
    _csrf: z.string().optional(),
  });
}

const sendingWords: Readonly<Record<SendingState, string>> = {
  waiting: 'Waiting to be sent',
  retrying: 'Trying again',
  sent: 'Sent',
  failed: 'Could not be delivered',
};

/** How far an invitation is that was not accepted, in words. */
export function invitationState(
  invitation: Invitation,
  sending: SendingState | undefined,
  now: Date,
): string {
  if (!isOpen(invitation, now)) return `Expired on ${showDate(invitation.expiresAt)}`;
  return sendingWords[sending ?? 'sent'];
}
