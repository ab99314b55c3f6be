import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
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
  const rows = await database
    .selectFrom('appointment')
    .innerJoin('assessment', (join) =>
      join.on(({ and, eb, or, ref }) =>
        or([
          and([
            eb('appointment.role', 'in', ['assessment-lead', 'signatory']),
            eb('appointment.organisation_code', '=', ref('assessment.organisation_code')),
          ]),
          and([
            eb('appointment.role', '=', 'facilitator'),
            eb('appointment.assessment_id', '=', ref('assessment.id')),
          ]),
        ]),
      ),
    )
    .select('appointment.role')
    .where('assessment.id', 'in', [assessmentId])
    .where('appointment.person_id', 'in', [person.id])
    .where('appointment.ended_at', 'is', null)
    .execute();
  const roles = new Set(rows.map(({ role }) => role));
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
