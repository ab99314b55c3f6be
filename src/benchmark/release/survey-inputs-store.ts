import { type DisclosedSurvey, disclosedSurvey } from '../../disclosure/survey.ts';
import type { Kind } from '../../organisations/organisation.ts';
import type { SurveyEstimate } from '../../scoring/survey.ts';
import type { Database } from '../../shared/database.ts';
import { inPages } from '../../shared/in-pages.ts';

/** The results of a closed survey of a cycle, before disclosure control and after it. */
export interface SurveyOfCycle {
  readonly assessmentId: string;
  readonly organisation: { readonly code: string; readonly kind: Kind };
  readonly questionnaireVersion: number;
  readonly results: SurveyEstimate;
  readonly disclosed: DisclosedSurvey;
}

/** Results of surveys are large: so many are read at once. */
const page = 50;

/**
 * Every survey of a cycle whose results were made by then, in the order of organisation codes, a
 * few at a time.
 * @param by the last instant that counts.
 */
export async function* surveysOfCycle(
  database: Database,
  cycleId: string,
  by: string,
): AsyncGenerator<SurveyOfCycle> {
  const pages = inPages(
    page,
    (after) =>
      database
        .selectFrom('survey_results')
        .innerJoin('survey_release', 'survey_release.assessment_id', 'survey_results.assessment_id')
        .innerJoin('assessment', 'assessment.id', 'survey_results.assessment_id')
        .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
        .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
        .select([
          'assessment.id',
          'organisation.code',
          'organisation.kind',
          'cycle.questionnaire_version',
          'survey_results.content',
          'survey_release.content as released',
        ])
        .where('assessment.cycle_id', 'in', [cycleId])
        .where('survey_results.made_at', '<=', by)
        .where('assessment.organisation_code', '>', after)
        .orderBy('assessment.organisation_code')
        .limit(page)
        .execute(),
    ({ code }) => code,
  );
  for await (const rows of pages)
    for (const row of rows) {
      yield {
        assessmentId: row.id,
        organisation: { code: row.code, kind: row.kind },
        questionnaireVersion: row.questionnaire_version,
        results: JSON.parse(row.content) as SurveyEstimate,
        disclosed: disclosedSurvey.parse(JSON.parse(row.released)),
      };
    }
}
