import { method } from '../scoring/method.ts';
import { estimateSurvey } from '../scoring/survey.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { questionnaireOf, submittedRespondents } from './respondents.ts';

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
    const closed = await transaction
      .updateTable('assessment')
      .set({ closed_at: now })
      .where('id', '=', assessmentId)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (closed.numUpdatedRows !== 1n)
      throw new Problem('conflict', 'This survey is closed already.');
    const respondents = await submittedRespondents(transaction, assessmentId, questionnaire);
    await transaction
      .insertInto('survey_results')
      .values({
        assessment_id: assessmentId,
        method_version: method.version,
        made_at: now,
        content: JSON.stringify(estimateSurvey(questionnaire, respondents)),
      })
      .execute();
  });
}
