import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
import { rolesIn } from '../survey/roles-store.ts';
import { findSurvey } from '../survey/store.ts';
import type { Standing } from './standing.ts';

/**
 * An assessment, through what this person is to its position; undefined when they are nothing to
 * it, or there is no such assessment.
 */
export async function findStanding(
  database: Database,
  person: Pick<Person, 'id'>,
  assessmentId: string,
): Promise<Standing | undefined> {
  const roles = await rolesIn(database, person, assessmentId);
  const survey = roles.size > 0 ? await findSurvey(database, assessmentId) : undefined;
  if (!survey) return undefined;
  const leads = roles.has('assessment-lead');
  const facilitates = roles.has('facilitator');
  return {
    survey,
    leads,
    facilitates,
    signs: roles.has('signatory'),
    runs: facilitates || (leads && survey.withoutSurvey),
  };
}
