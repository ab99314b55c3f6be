import { endAppointment, findAppointment, findOffered } from '../people/appointment-store.ts';
import { record } from '../people/audit-store.ts';
import { markWithdrawn } from '../people/invitation-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { facilitationOf } from './facilitator.ts';
import type { Survey } from './survey.ts';

/**
 * Ends what a facilitator may see, with their next request. Nothing more where that has ended.
 * @param by the lead who ends it.
 * @throws Problem "not-found" when the survey has no such facilitator.
 */
export async function endFacilitator(
  database: Database,
  clock: Clock,
  survey: Survey,
  appointment: string,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  const where = facilitationOf(survey);
  await transact(database, async (transaction) => {
    found(await findAppointment(transaction, appointment, where));
    if (await endAppointment(transaction, appointment, where, at))
      await recordEnd(transaction, survey, { appointment }, at, by);
  });
}

/**
 * Withdraws the invitation to facilitate before it is accepted. Nothing more where it is withdrawn.
 * @param by the lead who withdraws it.
 * @throws Problem "not-found" when the survey has no such invitation, "conflict" when it was
 * accepted.
 */
export async function withdrawFacilitator(
  database: Database,
  clock: Clock,
  survey: Survey,
  invitation: string,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  const where = { organisationCode: survey.organisation.code, assessmentId: survey.assessmentId };
  await transact(database, async (transaction) => {
    const find = async () =>
      found(await findOffered(transaction, invitation, where, ['facilitator']));
    if ((await find()).withdrawnAt) return;
    await markWithdrawn(transaction, invitation, at);
    // Looked at afterwards, since it may be accepted until the moment in which it is withdrawn.
    if ((await find()).acceptedAt)
      throw new Problem(
        'conflict',
        'This person has accepted, so their invitation cannot be withdrawn. End their access instead.',
      );
    await recordEnd(transaction, survey, { invitation }, at, by);
  });
}

async function recordEnd(
  transaction: Database,
  { assessmentId, organisation }: Survey,
  subject: Readonly<Record<string, string>>,
  at: string,
  by: string,
): Promise<void> {
  const act = 'end-facilitator';
  const before = { role: 'facilitator', organisation: organisation.code };
  await record(transaction, { chain: assessmentId, at, actorId: by, act, subject, before });
}
