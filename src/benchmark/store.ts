import type { Organisation } from '../organisations/organisation.ts';
import { allOrganisations } from '../organisations/store.ts';
import type { Person } from '../people/person.ts';
import type { SurveyEstimate } from '../scoring/survey.ts';
import type { Database } from '../shared/database.ts';
import { type Comparison, comparison } from './comparison.ts';

/** The results of one closed survey of a cycle, before disclosure control. */
export interface SurveyOfCycle {
  readonly assessmentId: string;
  readonly organisation: Organisation;
  readonly questionnaireVersion: number;
  readonly results: SurveyEstimate;
}

/** Every survey of a cycle that has results, by organisation code. */
export async function surveysOfCycle(
  database: Database,
  cycleId: string,
): Promise<readonly SurveyOfCycle[]> {
  const organisations = new Map(
    (await allOrganisations(database)).map((organisation) => [organisation.code, organisation]),
  );
  const rows = await database
    .selectFrom('survey_results')
    .innerJoin('assessment', 'assessment.id', 'survey_results.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select([
      'assessment.id',
      'assessment.organisation_code',
      'cycle.questionnaire_version',
      'survey_results.content',
    ])
    .where('assessment.cycle_id', '=', cycleId)
    .orderBy('assessment.organisation_code')
    .execute();
  return rows.map((row) => ({
    assessmentId: row.id,
    organisation: organisations.get(row.organisation_code) as Organisation,
    questionnaireVersion: row.questionnaire_version,
    results: JSON.parse(row.content) as SurveyEstimate,
  }));
}

/** Keeps the first release of a cycle; false, and nothing kept, when there is one already. */
export async function insertRelease(
  database: Database,
  release: {
    readonly id: string;
    readonly cycleId: string;
    readonly methodVersion: number;
    readonly publishedAt: string;
    readonly comparisons: readonly {
      readonly organisation: string;
      readonly content: Comparison;
    }[];
  },
): Promise<boolean> {
  const inserted = await database
    .insertInto('release')
    .values({
      id: release.id,
      cycle_id: release.cycleId,
      number: 1,
      method_version: release.methodVersion,
      published_at: release.publishedAt,
    })
    .onConflict((conflict) => conflict.columns(['cycle_id', 'number']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  for (const { organisation, content } of release.comparisons)
    await database
      .insertInto('release_comparison')
      .values({
        release_id: release.id,
        organisation_code: organisation,
        content: JSON.stringify(content),
      })
      .execute();
  return true;
}

/** What somebody who answers for an organisation may see of it beside its peers. */
export interface OwnOrganisation {
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly kind: 'trust' | 'icb';
  };
  /**
   * Of the newest cycle that was released with it, that the assessment lead has shared, and in
   * which the person has a place that was not withdrawn; null where there is none.
   */
  readonly released: {
    readonly cycle: string;
    readonly questionnaireVersion: number;
    readonly publishedAt: string;
    readonly comparison: Comparison;
  } | null;
}

/**
 * The organisation with the newest comparison that is shared with this person; undefined for
 * somebody who has no place there, or only withdrawn ones.
 */
export async function findOwnOrganisation(
  database: Database,
  person: Pick<Person, 'id'>,
  code: string,
): Promise<OwnOrganisation | undefined> {
  const organisation = await database
    .selectFrom('organisation')
    .innerJoin('assessment', 'assessment.organisation_code', 'organisation.code')
    .innerJoin('respondent', 'respondent.assessment_id', 'assessment.id')
    .select(['organisation.code', 'organisation.name', 'organisation.kind'])
    .where('organisation.code', 'in', [code])
    .where('respondent.person_id', 'in', [person.id])
    .where('respondent.withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (!organisation) return undefined;
  const row = await database
    .selectFrom('release_comparison')
    .innerJoin('release', 'release.id', 'release_comparison.release_id')
    .innerJoin('cycle', 'cycle.id', 'release.cycle_id')
    .innerJoin('assessment', 'assessment.cycle_id', 'cycle.id')
    .innerJoin('respondent', 'respondent.assessment_id', 'assessment.id')
    .select([
      'cycle.name as cycle',
      'cycle.questionnaire_version',
      'release.published_at',
      'release_comparison.content',
    ])
    .where('release_comparison.organisation_code', 'in', [code])
    .where('assessment.organisation_code', 'in', [code])
    .where('assessment.shared_at', 'is not', null)
    .where('respondent.person_id', 'in', [person.id])
    .where('respondent.withdrawn_at', 'is', null)
    .orderBy('release.published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const released = row && {
    cycle: row.cycle,
    questionnaireVersion: row.questionnaire_version,
    publishedAt: row.published_at,
    comparison: comparison.parse(JSON.parse(row.content)),
  };
  return { organisation, released: released ?? null };
}
