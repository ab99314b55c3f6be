import { countSince } from '../mail/store.ts';
import { record } from '../people/audit-store.ts';
import { resend } from '../people/invite.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from '../survey/survey.ts';
import { invitationOf, refuseWhenWithdrawn, whileRunning } from './act.ts';

/** So many invitations one address is sent at most… */
const most = 3;
/** …in this time, in milliseconds. */
const period = 15 * 60_000;

/**
 * Sends an invitation once more, with its whole time before it; to somebody who has access, where
 * to sign in.
 * @returns false, and nothing sent, when its address was sent enough of them just now.
 */
export async function sendAgain(
  transaction: Database,
  invitation: { id: string; email: string; assessmentId: string | null },
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - period).toISOString();
  if ((await countSince(transaction, 'invitation', invitation.email, since)) >= most) return false;
  await resend(transaction, invitation, now);
  return true;
}

/**
 * Sends an invitation again for the assessment lead; nothing changes when it was sent often enough
 * just now.
 * @throws Problem "too-late" when the survey is over, "conflict" when it was withdrawn.
 */
export function sendInvitationAgain(
  database: Database,
  clock: Clock,
  survey: Survey,
  id: string,
  by: string,
): Promise<void> {
  return whileRunning(database, clock, survey, async (transaction, now) => {
    const invitation = await invitationOf(transaction, survey, id);
    refuseWhenWithdrawn(invitation);
    if (!(await sendAgain(transaction, invitation, now))) return;
    await record(transaction, {
      chain: survey.assessmentId,
      at: now.toISOString(),
      actorId: by,
      act: 'resend-invitation',
      subject: { invitation: id },
    });
  });
}
