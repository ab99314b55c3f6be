import { holdOpen } from '../assessment/change-store.ts';
import { record } from '../people/audit-store.ts';
import { invite } from '../people/invite.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { findSurvey } from '../survey/store.ts';
import { isRunning, type Survey } from '../survey/survey.ts';
import { findByCode, takePlaceOf } from './join-code-store.ts';
import { sendAgain } from './sending.ts';
import { findInvitedAddress } from './store.ts';

/** The survey that a code is for; undefined for one that has ended or never was, or whose survey has. */
export async function surveyOfCode(
  database: Database,
  code: string,
  now: Date,
): Promise<Survey | undefined> {
  const running = await findByCode(database, code, now.toISOString());
  const survey = running && (await findSurvey(database, running.assessmentId));
  return survey && isRunning(survey, now) ? survey : undefined;
}

/**
 * Has somebody with a join code invited. An address that is invited already gets its invitation
 * again and takes no place; one whose invitation was withdrawn gets nothing, and neither does a
 * new one when all places are taken. Whoever asks is told the same in every case.
 * @param by who is signed in, if anybody.
 * @returns false when nobody can join with the code any more.
 */
export async function join(
  database: Database,
  clock: Clock,
  code: string,
  person: { readonly email: string; readonly name: string },
  by: string | null,
): Promise<boolean> {
  return transact(database, async (transaction) => {
    const now = clock();
    const running = await findByCode(transaction, code, now.toISOString());
    const survey = running && (await surveyOfCode(transaction, code, now));
    if (!survey || !(await holdOpen(transaction, survey.assessmentId))) return false;
    const { assessmentId, organisation } = survey;
    const earlier = await findInvitedAddress(transaction, assessmentId, person.email);
    if (earlier) {
      if (!earlier.withdrawn)
        await sendAgain(transaction, { id: earlier.id, email: person.email, assessmentId }, now);
      return true;
    }
    if (!(await takePlaceOf(transaction, running.id))) return true;
    const offer = { purpose: 'respondent' as const, organisationCode: organisation.code };
    const [invitation = ''] = await invite(
      transaction,
      [{ ...offer, assessmentId, ...person }],
      now,
    );
    await record(transaction, {
      chain: assessmentId,
      at: now.toISOString(),
      actorId: by,
      act: 'join',
      subject: { invitation },
    });
    return true;
  });
}
