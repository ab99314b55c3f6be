import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { type Appointee, heldIn, type Office } from './appointment.ts';
import { listAppointments, listPending } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';
import { isOpen } from './invitation.ts';
import { invite } from './invite.ts';

/**
 * Offers somebody a role by an invitation to their address; they hold it once they accept.
 * @param by the administrator who appoints.
 * @returns what they are already, in which case nothing is changed; null when they were invited.
 */
export async function appoint(
  database: Database,
  clock: Clock,
  office: Office,
  { role, email, name }: Appointee,
  by: string,
): Promise<'appointed' | 'invited' | null> {
  const now = clock();
  return transact(database, async (transaction) => {
    const where = heldIn(office);
    const holders = await listAppointments(transaction, where);
    if (holders.some((held) => held.role === role && held.person.email === email))
      return 'appointed';
    const pending = await listPending(transaction, where, [role]);
    if (pending.some((invitation) => invitation.email === email && isOpen(invitation, now)))
      return 'invited';
    const offer = { purpose: role, email, name, ...where };
    const [invitation = ''] = await invite(transaction, [offer], now);
    await record(transaction, {
      chain: nationalChain,
      at: now.toISOString(),
      actorId: by,
      act: 'appoint',
      subject: { invitation },
      after: { role, organisation: where.organisationCode },
    });
    return null;
  });
}
