import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { heldIn, type Office } from './appointment.ts';
import { findOffered } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';
import { resend } from './invite.ts';

/**
 * Sends the invitation to a role once more, and lets it last as long as a new one.
 * @param by the administrator who sends it.
 * @throws Problem "not-found" when the office has no such invitation, "conflict" when it was
 * accepted or withdrawn.
 */
export async function resendAppointment(
  database: Database,
  clock: Clock,
  office: Office,
  invitationId: string,
  by: string,
): Promise<void> {
  const now = clock();
  await transact(database, async (transaction) => {
    const invitation = found(
      await findOffered(transaction, invitationId, heldIn(office), office.roles),
    );
    const { id, email, assessmentId, acceptedAt, withdrawnAt } = invitation;
    if (acceptedAt || withdrawnAt || email === null)
      throw new Problem(
        'conflict',
        'This invitation has been accepted or withdrawn already, so it was not sent again.',
      );
    await resend(transaction, { id, email, assessmentId }, now);
    await record(transaction, {
      chain: nationalChain,
      at: now.toISOString(),
      actorId: by,
      act: 'resend-invitation',
      subject: { invitation: id },
    });
  });
}
