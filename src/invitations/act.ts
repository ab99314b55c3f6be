import { holdOpen } from '../assessment/change-store.ts';
import type { Invitation } from '../people/invitation.ts';
import { findInvitation } from '../people/invitation-store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { isRunning, type Survey } from '../survey/survey.ts';

/** An invitation to answer, with the address it is bound to. */
export type LiveInvitation = Invitation & { readonly email: string };

/**
 * Does something about who is invited, in a transaction in which the survey cannot close and
 * nobody else does such a thing for it.
 * @throws Problem "too-late" when the survey is over.
 */
export function whileRunning<T>(
  database: Database,
  clock: Clock,
  survey: Survey,
  work: (transaction: Database, now: Date) => Promise<T>,
): Promise<T> {
  return transact(database, async (transaction) => {
    const now = clock();
    refuseWhenOver(survey, now);
    if (!(await holdOpen(transaction, survey.assessmentId))) throw over();
    return work(transaction, now);
  });
}

/** @throws Problem "too-late" when the survey is over. */
export function refuseWhenOver(survey: Survey, now: Date): void {
  if (!isRunning(survey, now)) throw over();
}

/**
 * An invitation of this survey as it is now.
 * @throws Problem "not-found" for one of another survey or purpose, or whose person was erased.
 */
export async function invitationOf(
  database: Database,
  survey: Survey,
  id: string,
): Promise<LiveInvitation> {
  const invitation = await findInvitation(database, id);
  const { email } = invitation ?? {};
  const ours =
    invitation?.assessmentId === survey.assessmentId && invitation.purpose === 'respondent';
  return found(ours && email ? { ...invitation, email } : undefined);
}

/** @throws Problem "conflict" for an invitation that was withdrawn. */
export function refuseWhenWithdrawn({ withdrawnAt }: Invitation): void {
  if (withdrawnAt)
    throw new Problem(
      'conflict',
      'This invitation was withdrawn. To invite the person again, add their address to a new list.',
    );
}

function over(): Problem {
  return new Problem(
    'too-late',
    'The survey has closed, so nobody can be invited and no invitation can be changed any more.',
  );
}
