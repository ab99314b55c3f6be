import type { Database } from '../shared/database.ts';

/**
 * Every appointment that has not ended with every assessment that it concerns: those of the
 * organisation that somebody leads or signs off for, the one that they facilitate.
 */
export function appointmentsWithAssessments(database: Database) {
  return database
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
    .where('appointment.ended_at', 'is', null);
}
