import type { Person } from '../people/person.ts';
import type { Database } from '../shared/database.ts';
import { standingSignOff } from './standing-sign-off-store.ts';

/** An organisation that somebody signs off for, with the positions that can be seen. */
export interface SignedFor {
  readonly code: string;
  readonly name: string;
  /** Of its closed assessments, the newest cycle first. */
  readonly positions: readonly {
    readonly assessmentId: string;
    readonly cycle: string;
    /** Whether a lead asks for it to be signed off. */
    readonly waiting: boolean;
    /** Whether it is signed off, and was not reopened. */
    readonly signed: boolean;
  }[];
}

/** The organisations that this person signs off for, by name. */
export async function listSignedFor(
  database: Database,
  person: Pick<Person, 'id'>,
): Promise<readonly SignedFor[]> {
  const organisations = await database
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.code', 'appointment.organisation_code')
    .select(['organisation.code', 'organisation.name'])
    .where('appointment.person_id', '=', person.id)
    .where('appointment.role', '=', 'signatory')
    .where('appointment.ended_at', 'is', null)
    .orderBy('organisation.name')
    .execute();
  if (organisations.length === 0) return [];
  const rows = await database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select(['assessment.id', 'assessment.organisation_code', 'cycle.name as cycle'])
    .select(({ exists, selectFrom }) => [
      exists(
        selectFrom('sign_off_request')
          .select('sign_off_request.id')
          .whereRef('sign_off_request.assessment_id', '=', 'assessment.id')
          .where('sign_off_request.ended_at', 'is', null),
      ).as('waiting'),
      exists(standingSignOff(database)).as('signed'),
    ])
    .where(
      'assessment.organisation_code',
      'in',
      organisations.map(({ code }) => code),
    )
    .where('assessment.closed_at', 'is not', null)
    .orderBy('cycle.closes_at', 'desc')
    .execute();
  return organisations.map((organisation) => ({
    ...organisation,
    positions: rows
      .filter((row) => row.organisation_code === organisation.code)
      .map(({ id, cycle, waiting, signed }) => ({
        assessmentId: id,
        cycle,
        // SQLite says 1 or 0.
        waiting: Boolean(waiting),
        signed: Boolean(signed),
      })),
  }));
}
