import type { AppointedRole } from '../people/permissions.ts';
import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
import { appointmentsWithAssessments } from './concerned-store.ts';

/**
 * What somebody is appointed to at present that concerns an assessment: leading or signing off for
 * its organisation, facilitating it.
 */
export async function rolesIn(
  database: Database,
  person: Pick<Person, 'id'>,
  assessmentId: string,
): Promise<ReadonlySet<AppointedRole>> {
  const rows = await appointmentsWithAssessments(database)
    .select('appointment.role')
    .where('assessment.id', 'in', [assessmentId])
    .where('appointment.person_id', 'in', [person.id])
    .execute();
  return new Set(rows.map(({ role }) => role));
}
