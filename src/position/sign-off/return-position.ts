import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import type { Survey } from '../../survey/survey.ts';
import { endRequest, listRequests } from './request-store.ts';
import { enqueueFor, holdersOf } from './sign-off-message.ts';
import { notAsked } from './sign-position.ts';

/**
 * Sends a position back without signing it, and tells the leads; sent back by the same person
 * already, it changes nothing.
 * @param returned which request, and why it is not followed.
 * @param by the signatory.
 * @throws Problem "not-found" when the assessment has no such request, "conflict" when it was
 * answered or taken back.
 */
export async function returnPosition(
  database: Database,
  clock: Clock,
  survey: Survey,
  returned: { readonly request: string; readonly reason: string },
  by: string,
): Promise<void> {
  const { assessmentId } = survey;
  const at = timestamp(clock);
  const { request: id, reason } = returned;
  await transact(database, async (transaction) => {
    const ended = await outcomeOf(transaction, assessmentId, id);
    if (ended?.outcome === 'returned' && ended.by.id === by) return;
    if (!(await endRequest(transaction, id, { at, by, outcome: 'returned', reason })))
      throw notAsked();
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'return-position',
      subject: { assessment: assessmentId, request: id },
      before: { request: 'open' },
      after: { request: 'returned' },
    });
    const leads = await holdersOf(transaction, survey, 'assessment-lead');
    await enqueueFor(transaction, 'position-returned', survey, leads, at);
  });
}

async function outcomeOf(database: Database, assessmentId: string, id: string) {
  const requests = await listRequests(database, assessmentId);
  return found(requests.find((request) => request.id === id)).ended;
}
