import type { Database } from '../../shared/database.ts';
import type { Invitation } from '../invitation.ts';
import { invitations, toInvitation } from '../invitation-store.ts';

/** What waits for an address: neither accepted nor withdrawn nor expired, the oldest first. */
export async function openInvitationsTo(
  database: Database,
  email: string,
  now: string,
): Promise<readonly Invitation[]> {
  const rows = await invitations(database)
    .where('invitation.email', '=', email)
    .where('invitation.accepted_at', 'is', null)
    .where('invitation.withdrawn_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .orderBy('invitation.id')
    .execute();
  return rows.map(toInvitation);
}
