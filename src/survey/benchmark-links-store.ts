import { sql } from 'kysely';
import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
import { appointmentsWithAssessments } from './concerned-store.ts';

/** An organisation whose page elsewhere somebody may open. */
export interface Linked {
  readonly code: string;
  readonly name: string;
}

/**
 * The organisations that this person may see beside their peers, by name: those that a published
 * release has, and that they answered for where the results are shared, lead, sign off for, or
 * facilitated in its cycle.
 */
export async function listBenchmarked(
  database: Database,
  person: Pick<Person, 'id'>,
): Promise<readonly Linked[]> {
  const answered = database
    .selectFrom('respondent')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .select(['assessment.cycle_id', 'assessment.organisation_code'])
    .where('respondent.person_id', 'in', [person.id])
    .where('respondent.withdrawn_at', 'is', null)
    .where('assessment.shared_at', 'is not', null);
  const appointed = appointmentsWithAssessments(database)
    .select(['assessment.cycle_id', 'assessment.organisation_code'])
    .where('appointment.person_id', 'in', [person.id]);
  return database
    .selectFrom(answered.union(appointed).as('theirs'))
    .innerJoin('organisation', 'organisation.code', 'theirs.organisation_code')
    .innerJoin('release', 'release.cycle_id', 'theirs.cycle_id')
    .innerJoin('release_part', (join) =>
      join
        .onRef('release_part.release_id', '=', 'release.id')
        .on(({ eb, ref }) =>
          eb(
            'release_part.part',
            '=',
            sql<string>`'organisation:' || ${ref('theirs.organisation_code')}`,
          ),
        ),
    )
    .select(['organisation.code', 'organisation.name'])
    .distinct()
    .where('release.published_at', 'is not', null)
    .orderBy('organisation.name')
    .execute();
}

/** The integrated care boards whose trusts this person compares, by name. */
export async function listAnalysed(
  database: Database,
  person: Pick<Person, 'id'>,
): Promise<readonly Linked[]> {
  return database
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.code', 'appointment.organisation_code')
    .select(['organisation.code', 'organisation.name'])
    .where('appointment.person_id', 'in', [person.id])
    .where('appointment.role', '=', 'icb-analyst')
    .where('appointment.ended_at', 'is', null)
    .orderBy('organisation.name')
    .execute();
}
