import { z } from 'zod';
import { sendingStates } from '../mail/store.ts';
import { invitationState } from '../people/appointment.ts';
import { type Held, listAppointments, listPending } from '../people/appointment-store.ts';
import { emailAddress } from '../people/email-address.ts';
import { isOneLine, longestName } from '../people/invitation-name.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from './survey.ts';

export const facilitatorForm = z.strictObject({
  email: z
    .string({ error: 'Enter their work email address' })
    .default('')
    .refine((address) => address.trim() !== '', { error: 'Enter their work email address' })
    .pipe(emailAddress),
  name: z
    .string({ error: 'The name must be text' })
    .default('')
    .transform((name) => name.trim())
    .refine((name) => name.length <= longestName, {
      error: `The name must be ${longestName} characters or fewer`,
    })
    .refine(isOneLine, {
      error: 'The name contains characters that cannot be shown. Type it again without them',
    })
    .transform((name) => name || null),
  _csrf: z.string().optional(),
});

/** Where a facilitator of one assessment holds that role. */
export function facilitationOf({ assessmentId }: Pick<Survey, 'assessmentId'>): Held {
  return { organisationCode: null, assessmentId };
}

/** Who facilitates a survey's workshop, and who was asked to and has not accepted. */
export async function facilitatorsOf(database: Database, survey: Survey, now: Date) {
  const where = facilitationOf(survey);
  const appointed = await listAppointments(database, where);
  const pending = await listPending(database, where, ['facilitator']);
  const states = await sendingStates(
    database,
    pending.map(({ id }) => id),
  );
  return {
    appointed: appointed.map(({ id, person, appointedAt }) => ({
      id,
      name: person.name,
      email: person.email,
      since: showDate(appointedAt),
    })),
    pending: pending.map((invitation) => ({
      id: invitation.id,
      name: invitation.name,
      email: invitation.email,
      state: invitationState(invitation, states.get(invitation.id), now),
    })),
  };
}
