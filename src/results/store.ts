import { findPlace } from '../assessment/store.ts';
import { type DisclosedSurvey, disclosedSurvey } from '../disclosure/survey.ts';
import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
import { rolesIn } from '../survey/roles-store.ts';
import { findSurvey } from '../survey/store.ts';
import { canBeShown, maySee, type Results } from './results.ts';

/**
 * The results of a survey as this person may see them; undefined when they may not, or there is
 * no such survey.
 */
export async function findResults(
  database: Database,
  person: Pick<Person, 'id'>,
  assessmentId: string,
): Promise<Results | undefined> {
  const roles = await rolesIn(database, person, assessmentId);
  const place = (await findPlace(database, person, assessmentId)) ?? null;
  if (roles.size === 0 && !place) return undefined;
  const survey = await findSurvey(database, assessmentId);
  if (!survey) return undefined;
  const results = {
    survey,
    standing: { leads: roles.has('assessment-lead'), facilitates: roles.has('facilitator'), place },
    released: await findRelease(database, assessmentId),
  };
  // A survey closed before there were releases has nothing that could be shown.
  return maySee(results) && (results.released || !survey.closedAt) ? results : undefined;
}

/** What may be shown of a survey; null where none was made, or it has not closed. */
export async function findRelease(
  database: Database,
  assessmentId: string,
): Promise<DisclosedSurvey | null> {
  const row = await database
    .selectFrom('survey_release')
    .select('content')
    .where('assessment_id', '=', assessmentId)
    .executeTakeFirst();
  return row ? disclosedSurvey.parse(JSON.parse(row.content)) : null;
}

/**
 * What may be shown of a survey, where enough people answered for its results page to show
 * anything; null as well where that page says only that they were too few.
 */
export async function findShown(
  database: Database,
  assessmentId: string,
): Promise<DisclosedSurvey | null> {
  const release = await findRelease(database, assessmentId);
  return release && canBeShown(release) ? release : null;
}
