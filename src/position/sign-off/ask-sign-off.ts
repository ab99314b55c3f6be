import { record } from '../../people/audit-store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import type { Survey } from '../../survey/survey.ts';
import { currentAgreements, holdPosition } from '../agreement-store.ts';
import { refuseUnless } from '../record-agreement.ts';
import { endRequest, findOpenRequest, insertRequest } from './request-store.ts';
import { enqueueFor, holdersOf } from './sign-off-message.ts';

/**
 * Asks for a position to be signed off, and writes to the signatories; asked already, it changes
 * nothing. Neither gates nor gaps stand in the way.
 * @param by the lead who asks. They are not written to, because they could not sign it themself.
 * @throws Problem "conflict" before the survey has closed, after the position was signed off, and
 * where no question is agreed.
 */
export async function askForSignOff(
  database: Database,
  clock: Clock,
  survey: Survey,
  by: string,
): Promise<void> {
  const { assessmentId } = survey;
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    refuseUnless(await holdPosition(transaction, assessmentId));
    if (await findOpenRequest(transaction, assessmentId)) return;
    const { questions } = await currentAgreements(transaction, assessmentId);
    if (questions.size === 0)
      throw new Problem(
        'conflict',
        'No question is agreed yet, so there is nothing to sign off. Agree at least one first.',
      );
    const request = await insertRequest(transaction, assessmentId, { at, by });
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'ask-sign-off',
      subject: { assessment: assessmentId, request },
      after: { request: 'open' },
    });
    const signatories = await holdersOf(transaction, survey, 'signatory');
    const others = signatories.filter(({ id }) => id !== by);
    await enqueueFor(transaction, 'sign-off-asked', survey, others, at);
  });
}

/**
 * Takes back the request that waits for the signatory; nothing where none does.
 * @param by the lead who takes it back, whoever asked.
 * @throws Problem "conflict" after the position was signed off.
 */
export async function withdrawRequest(
  database: Database,
  clock: Clock,
  { assessmentId }: Pick<Survey, 'assessmentId'>,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    refuseUnless(await holdPosition(transaction, assessmentId));
    const request = await findOpenRequest(transaction, assessmentId);
    if (!request) return;
    // The signatory may have sent it back meanwhile, which does not hold the position.
    if (!(await endRequest(transaction, request.id, { at, by, outcome: 'withdrawn' }))) return;
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'withdraw-sign-off-request',
      subject: { assessment: assessmentId, request: request.id },
      before: { request: 'open' },
      after: { request: 'withdrawn' },
    });
  });
}
