import type { Database } from '../../shared/database.ts';
import type { Invitation } from '../invitation.ts';
import { findInvitation } from '../invitation-store.ts';

/** What waits for an address: neither accepted nor withdrawn nor expired, the oldest first. */
export async function openInvitationsTo(
  database: Database,
  email: string,
  now: string,
): Promise<readonly Invitation[]> {
  const rows = await database
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();
  const found: Invitation[] = [];
  for (const { id } of rows) {
    const invitation = await findInvitation(database, id);
    if (invitation) found.push(invitation);
  }
  return found;
}
