import { fewest } from '../disclosure/survey-rules.ts';
import { record } from '../people/audit-store.ts';
import { markWithdrawn } from '../people/invitation-store.ts';
import { method } from '../scoring/method.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { withdrawPlace } from '../survey/respondent-store.ts';
import type { Survey } from '../survey/survey.ts';
import { invitationOf, whileRunning } from './act.ts';
import { countInvited } from './store.ts';

/**
 * Withdraws an invitation, and the place of whoever accepted it and has not submitted. Answers that
 * were submitted stay: nobody takes them back for somebody else. A second time changes nothing.
 * Six have to stay invited once as many are: were all others withdrawn, whoever is left would be who
 * changes the numbers that the lead sees.
 * @throws Problem "too-late" when the survey is over, "conflict" when too few would stay.
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
    const { ever, staying } = await countInvited(transaction, survey.assessmentId);
    const least = fewest(method);
    if (ever >= least && staying <= least) throw tooFew();
    const at = now.toISOString();
    await markWithdrawn(transaction, id, at);
    await withdrawPlace(transaction, id, at);
    await record(transaction, {
      chain: survey.assessmentId,
      at,
      actorId: by,
      act: 'withdraw-invitation',
      subject: { invitation: id },
      before: { withdrawn: false },
      after: { withdrawn: true },
    });
  });
}

function tooFew(): Problem {
  return new Problem(
    'conflict',
    'Six people have to stay invited, so that numbers say nothing about one of them. Invite somebody else first, then withdraw this invitation.',
  );
}
