import { commentedQuestions } from '../disclosure/comments.ts';
import { discloseSurvey } from '../disclosure/survey.ts';
import { record } from '../people/audit-store.ts';
import { method } from '../scoring/method.ts';
import { estimateSurvey } from '../scoring/survey.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { participationOf } from '../survey/participation.ts';
import { listInvited } from '../survey/participation-store.ts';
import { findSurvey, listOverdue } from '../survey/store.ts';
import {
  closeAssessment,
  insertRelease,
  insertResults,
  submittedRespondents,
} from './closing-store.ts';
import { insertComments } from './comment-store.ts';
import { enqueueResults } from './results-message.ts';
import { addressesOfReaders } from './share-store.ts';

/**
 * Closes a survey, makes its results and what may be shown of them, once and for good. Answers
 * that were not submitted are not counted.
 * @param by who closes it; null where it closes by itself.
 * @throws Problem "not-found" without such an assessment, "conflict" when it is closed already.
 */
export async function closeSurvey(
  database: Database,
  clock: Clock,
  assessmentId: string,
  by: string | null,
): Promise<void> {
  const now = timestamp(clock);
  await transact(database, async (transaction) => {
    const { questionnaire } = found(await findSurvey(transaction, assessmentId));
    if (!(await closeAssessment(transaction, assessmentId, now)))
      throw new Problem('conflict', 'This survey is closed already.');
    const respondents = await submittedRespondents(transaction, assessmentId, questionnaire);
    const results = estimateSurvey(questionnaire, respondents);
    const made = { assessmentId, methodVersion: method.version, madeAt: now };
    await insertResults(transaction, { ...made, results });
    const released = discloseSurvey(results);
    const families = questionnaire.roleFamilies.map(({ code }) => code);
    const invited = await listInvited(transaction, assessmentId);
    const participation = participationOf(invited, families);
    await insertRelease(transaction, { ...made, released, participation });
    await insertComments(
      transaction,
      assessmentId,
      commentedQuestions(results.questions, released),
    );
    await record(transaction, {
      chain: assessmentId,
      at: now,
      actorId: by,
      act: 'close-survey',
      subject: { assessment: assessmentId },
      before: { closed: false },
      after: { closed: true },
    });
    // Those who answered hear of the results if and when they are shared.
    const readers = await addressesOfReaders(transaction, assessmentId);
    await enqueueResults(transaction, assessmentId, readers, now);
  });
}

/**
 * Closes every survey whose time is over; each by itself, so that one cannot hold up the others.
 * @throws AggregateError of what went wrong, after all of them were tried.
 */
export async function closeDueSurveys(database: Database, clock: Clock): Promise<void> {
  const failures: unknown[] = [];
  for (const id of await listOverdue(database, timestamp(clock)))
    await closeSurvey(database, clock, id, null).catch((error: unknown) => {
      const somebodyWasQuicker = error instanceof Problem && error.kind === 'conflict';
      if (!somebodyWasQuicker) failures.push(error);
    });
  if (failures.length > 0) throw new AggregateError(failures, 'Surveys could not be closed');
}
