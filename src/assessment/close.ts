import { method } from '../scoring/method.ts';
import { estimateSurvey } from '../scoring/survey.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import {
  closeAssessment,
  insertResults,
  questionnaireOf,
  submittedRespondents,
} from './survey-store.ts';

/**
 * Closes a survey and makes its results, once and for good. Answers that were not submitted are
 * not counted.
 * @throws Problem "not-found" without such an assessment, "conflict" when it is closed already.
 */
export async function closeSurvey(
  database: Database,
  clock: Clock,
  assessmentId: string,
): Promise<void> {
  const now = timestamp(clock);
  await transact(database, async (transaction) => {
    const questionnaire = found(await questionnaireOf(transaction, assessmentId));
    if (!(await closeAssessment(transaction, assessmentId, now)))
      throw new Problem('conflict', 'This survey is closed already.');
    const respondents = await submittedRespondents(transaction, assessmentId, questionnaire);
    await insertResults(transaction, {
      assessmentId,
      methodVersion: method.version,
      madeAt: now,
      results: estimateSurvey(questionnaire, respondents),
    });
  });
}
