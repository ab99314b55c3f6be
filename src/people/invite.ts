import { enqueue } from '../mail/store.ts';
import type { Database } from '../shared/database.ts';
import type { Offer } from './invitation.ts';
import { renewInvitation, upsertInvitation } from './invitation-store.ts';

/** Invites people and puts their mails in the queue, in the transaction of the act around it. */
export async function invite(
  transaction: Database,
  offers: readonly Offer[],
  now: Date,
): Promise<readonly string[]> {
  const messages = [];
  for (const offer of offers) {
    const invitationId = await upsertInvitation(transaction, offer, now);
    messages.push({
      kind: 'invitation' as const,
      address: offer.email,
      invitationId,
      assessmentId: offer.assessmentId,
    });
  }
  await enqueue(transaction, messages, now.toISOString());
  return messages.map(({ invitationId }) => invitationId);
}

/** Sends an invitation once more and lets it last as long as a new one. */
export async function resend(
  transaction: Database,
  invitation: { id: string; email: string; assessmentId: string | null },
  now: Date,
): Promise<void> {
  await renewInvitation(transaction, invitation.id, now);
  await enqueue(
    transaction,
    [
      {
        kind: 'invitation',
        address: invitation.email,
        invitationId: invitation.id,
        assessmentId: invitation.assessmentId,
      },
    ],
    now.toISOString(),
  );
}
