import { listAppointments, listPending } from '../people/appointment-store.ts';
import { record } from '../people/audit-store.ts';
import { isOpen } from '../people/invitation.ts';
import { invite } from '../people/invite.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { facilitationOf } from './facilitator.ts';
import type { Survey } from './survey.ts';

/**
 * Asks somebody by an invitation to facilitate the workshop of a survey; they do once they accept.
 * Nobody facilitates who leads: the lead is promised never to see what people write to the
 * facilitator.
 * @param by the lead who names them.
 * @returns what they are already, in which case nothing is changed; null when they were asked.
 */
export async function nameFacilitator(
  database: Database,
  clock: Clock,
  { assessmentId, organisation }: Survey,
  { email, name }: { readonly email: string; readonly name: string | null },
  by: string,
): Promise<'leads' | 'appointed' | 'invited' | null> {
  const now = clock();
  return transact(database, async (transaction) => {
    const leads = await listAppointments(transaction, {
      organisationCode: organisation.code,
      assessmentId: null,
    });
    if (leads.some(({ role, person }) => role === 'assessment-lead' && person.email === email))
      return 'leads';
    const where = facilitationOf({ assessmentId });
    const holders = await listAppointments(transaction, where);
    if (holders.some(({ person }) => person.email === email)) return 'appointed';
    const pending = await listPending(transaction, where, ['facilitator']);
    if (pending.some((invitation) => invitation.email === email && isOpen(invitation, now)))
      return 'invited';
    const offer = {
      purpose: 'facilitator' as const,
      organisationCode: organisation.code,
      assessmentId,
      email,
      name,
    };
    const [invitation = ''] = await invite(transaction, [offer], now);
    await record(transaction, {
      chain: assessmentId,
      at: now.toISOString(),
      actorId: by,
      act: 'name-facilitator',
      subject: { invitation },
      after: { role: 'facilitator', organisation: organisation.code },
    });
    return null;
  });
}
