import type { AppointedRole } from '../people/permissions.ts';
import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';

/**
 * What somebody is appointed to at present that concerns an assessment: leading or signing off for
 * its organisation, facilitating it.
 */
export async function rolesIn(
  database: Database,
  person: Pick<Person, 'id'>,
  assessmentId: string,
): Promise<ReadonlySet<AppointedRole>> {
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
  return new Set(rows.map(({ role }) => role));
}
