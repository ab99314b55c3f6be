import { record } from '../people/audit-store.ts';
import { markWithdrawn } from '../people/invitation-store.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { withdrawPlace } from '../survey/respondent-store.ts';
import type { Survey } from '../survey/survey.ts';
import { invitationOf, whileRunning } from './act.ts';

/**
 * Withdraws an invitation, and the place of whoever accepted it and has not submitted. Answers that
 * were submitted stay: nobody takes them back for somebody else. A second time changes nothing.
 * @throws Problem "too-late" when the survey is over.
 */
export function withdrawInvitation(
  database: Database,
  clock: Clock,
  survey: Survey,
  id: string,
  by: string,
): Promise<void> {
  return whileRunning(database, clock, survey, async (transaction, now) => {
    const { withdrawnAt } = await invitationOf(transaction, survey, id);
    if (withdrawnAt) return;
    const at = now.toISOString();
    await markWithdrawn(transaction, id, at);
    await withdrawPlace(transaction, id, at);
    await record(transaction, {
      chain: survey.assessmentId,
      at,
      actorId: by,
      act: 'withdraw-invitation',
      subject: { invitation: id },
    });
  });
}
