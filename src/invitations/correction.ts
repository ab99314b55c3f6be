import { record } from '../people/audit-store.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { correctPlaceRole } from '../survey/respondent-store.ts';
import type { Survey } from '../survey/survey.ts';
import { invitationOf, refuseWhenWithdrawn, whileRunning } from './act.ts';
import { updateInvitedRole } from './store.ts';

/**
 * Corrects the role in which somebody was invited, and the one in which they answer if they have
 * said it already and have not submitted. The family in which participation counts them never changes.
 * @param role the code of a role of the questionnaire; null to leave it to them, which changes
 * nothing of what they have said.
 * @throws Problem "too-late" when the survey is over, "conflict" when the invitation was withdrawn.
 */
export function correctInvitedRole(
  database: Database,
  clock: Clock,
  survey: Survey,
  id: string,
  role: string | null,
  by: string,
): Promise<void> {
  return whileRunning(database, clock, survey, async (transaction, now) => {
    const invitation = await invitationOf(transaction, survey, id);
    refuseWhenWithdrawn(invitation);
    await updateInvitedRole(transaction, id, role);
    if (role !== null) await correctPlaceRole(transaction, id, role);
    await record(transaction, {
      chain: survey.assessmentId,
      at: now.toISOString(),
      actorId: by,
      act: 'correct-role',
      subject: { invitation: id },
      before: { role: invitation.role },
      after: { role },
    });
  });
}
