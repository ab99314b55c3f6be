import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { fictionalPeople } from './cast.ts';
import { insertInBatches } from './store.ts';

const appointments = fictionalPeople.flatMap(({ id, appointments }) =>
  appointments.map((appointment) => ({ personId: id, ...appointment })),
);

/** Appoints those of the cast who hold a role for an organisation, or for England. */
export async function insertLastingAppointments(database: Database, at: Date): Promise<void> {
  const lasting = appointments.filter(({ role }) => role !== 'facilitator');
  await insertInBatches(
    database,
    'appointment',
    lasting.map(({ personId, role, organisation }) => ({
      id: newId(),
      person_id: personId,
      role,
      organisation_code: organisation,
      appointed_at: at.toISOString(),
    })),
  );
}

/** Appoints those who facilitate, each time anew: that is for one assessment. */
export async function insertFacilitators(
  database: Database,
  organisation: string,
  assessmentId: string,
  at: Date,
): Promise<void> {
  const facilitators = appointments.filter(
    (appointment) =>
      appointment.role === 'facilitator' && appointment.organisation === organisation,
  );
  await insertInBatches(
    database,
    'appointment',
    facilitators.map(({ personId, role }) => ({
      id: newId(),
      person_id: personId,
      role,
      assessment_id: assessmentId,
      appointed_at: at.toISOString(),
    })),
  );
}
