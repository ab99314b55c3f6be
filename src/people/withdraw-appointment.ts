import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { heldIn, type Office } from './appointment.ts';
import { findOffered } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';
import { markWithdrawn } from './invitation-store.ts';

/**
 * Withdraws the invitation to a role before it is accepted. Nothing more where it is withdrawn
 * already.
 * @param by the administrator who withdraws it.
 * @throws Problem "not-found" when the office has no such invitation, "conflict" when it was
 * accepted.
 */
export async function withdrawAppointment(
  database: Database,
  clock: Clock,
  office: Office,
  invitationId: string,
  by: string,
): Promise<void> {
  const now = timestamp(clock);
  await transact(database, async (transaction) => {
    const find = async () =>
      found(await findOffered(transaction, invitationId, heldIn(office), office.roles));
    const { withdrawnAt, purpose } = await find();
    if (withdrawnAt) return;
    await markWithdrawn(transaction, invitationId, now);
    // Looked at afterwards, since it may be accepted until the moment in which it is withdrawn.
    if ((await find()).acceptedAt)
      throw new Problem(
        'conflict',
        'This invitation has been accepted, so it cannot be withdrawn. End the appointment instead.',
      );
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: by,
      act: 'withdraw-appointment',
      subject: { invitation: invitationId },
      before: { role: purpose, organisation: office.organisation?.code ?? null },
    });
  });
}
