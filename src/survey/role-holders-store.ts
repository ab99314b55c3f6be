import type { AppointedRole } from '../people/permissions.ts';
import type { Database } from '../shared/database.ts';

/** A role that somebody holds or held in an organisation. */
export interface RoleHeld {
  readonly role: AppointedRole;
  readonly name: string;
  /** Of the assessment in whose workshop they facilitate; null for roles of the organisation. */
  readonly cycle: string | null;
  readonly appointedAt: string;
  /** Null while they hold it. */
  readonly endedAt: string | null;
  /** Whether they are kept from signing in. */
  readonly disabled: boolean;
}

/** Every role that was ever held in an organisation, or for an assessment of it; latest first. */
export async function listRolesHeld(
  database: Database,
  organisationCode: string,
): Promise<readonly RoleHeld[]> {
  const rows = await database
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .leftJoin('assessment', 'assessment.id', 'appointment.assessment_id')
    .leftJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select([
      'appointment.role',
      'appointment.appointed_at',
      'appointment.ended_at',
      'person.name',
      'person.disabled_at',
      'cycle.name as cycle_name',
    ])
    .where(({ eb, or }) =>
      or([
        eb('appointment.organisation_code', 'in', [organisationCode]),
        eb('assessment.organisation_code', 'in', [organisationCode]),
      ]),
    )
    .orderBy('appointment.appointed_at', 'desc')
    .orderBy('person.name')
    .orderBy('appointment.id')
    .execute();
  return rows.map((row) => ({
    role: row.role,
    name: row.name,
    cycle: row.cycle_name,
    appointedAt: row.appointed_at,
    endedAt: row.ended_at,
    disabled: row.disabled_at !== null,
  }));
}
