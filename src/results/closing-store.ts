import { ownershipAnswers, questionAnswers } from '../assessment/answers.ts';
import type { DisclosedSurvey } from '../disclosure/survey.ts';
import { findRole } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Respondent } from '../scoring/respondent.ts';
import type { SurveyEstimate } from '../scoring/survey.ts';
import type { Database } from '../shared/database.ts';
import type { Participation } from '../survey/participation.ts';

/**
 * The submitted answers of an assessment as scoring takes them: without names, in the order of
 * submission ids. Drafts are left out, and so are roles that the questionnaire does not have.
 */
export async function submittedRespondents(
  database: Database,
  assessmentId: string,
  questionnaire: Questionnaire,
): Promise<readonly Respondent[]> {
  const rows = await database
    .selectFrom('respondent')
    .innerJoin('answer', 'answer.respondent_id', 'respondent.id')
    .select(['respondent.id', 'respondent.role', 'answer.item', 'answer.answer'])
    .where('respondent.assessment_id', '=', assessmentId)
    .where('respondent.submitted_at', 'is not', null)
    .orderBy('respondent.id')
    .execute();
  const people = Map.groupBy(rows, ({ id }) => id);
  return [...people.values()].flatMap((answers) => {
    const role = findRole(questionnaire, answers[0]?.role ?? '');
    if (!role) return [];
    const stored = new Map(answers.map((row) => [row.item, row]));
    return [
      {
        family: role.family,
        answers: questionAnswers(questionnaire, stored),
        ownership: ownershipAnswers(questionnaire, stored),
      },
    ];
  });
}

/** Marks an assessment as closed; false, and nothing changed, when it is closed already. */
export async function closeAssessment(
  database: Database,
  assessmentId: string,
  now: string,
): Promise<boolean> {
  const closed = await database
    .updateTable('assessment')
    .set({ closed_at: now })
    .where('id', '=', assessmentId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return closed.numUpdatedRows === 1n;
}

export async function insertResults(
  database: Database,
  made: { assessmentId: string; methodVersion: number; madeAt: string; results: SurveyEstimate },
): Promise<void> {
  await database
    .insertInto('survey_results')
    .values({
      assessment_id: made.assessmentId,
      method_version: made.methodVersion,
      made_at: made.madeAt,
      content: JSON.stringify(made.results),
    })
    .execute();
}

/** Keeps what may be shown of a survey; it is never changed afterwards. */
export async function insertRelease(
  database: Database,
  made: {
    assessmentId: string;
    methodVersion: number;
    madeAt: string;
    released: DisclosedSurvey;
    participation: Participation;
  },
): Promise<void> {
  await database
    .insertInto('survey_release')
    .values({
      assessment_id: made.assessmentId,
      method_version: made.methodVersion,
      made_at: made.madeAt,
      content: JSON.stringify(made.released),
      participation: JSON.stringify(made.participation),
    })
    .execute();
}
