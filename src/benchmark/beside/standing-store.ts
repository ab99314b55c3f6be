import type { Person } from '../../people/person.ts';
import type { Database } from '../../shared/database.ts';
import { prepared, type Values } from '../../shared/prepared.ts';
import type { Hold } from './standing.ts';

/** Everything that makes this person part of any organisation, as benchmarks see it. */
export async function holdsOf(
  database: Database,
  person: Pick<Person, 'id'>,
): Promise<readonly Hold[]> {
  const { rows: appointments } = await appointmentsOf(database, { person: person.id });
  const { rows: places } = await placesOf(database, { person: person.id });
  return [
    ...appointments.flatMap(({ role, organisation_code, assessed, cycle_id }): Hold[] => {
      if (role === 'national-administrator') return [];
      const organisation = role === 'facilitator' ? assessed : organisation_code;
      const cycleId = role === 'facilitator' ? cycle_id : null;
      return organisation === null ? [] : [{ organisation, as: role, cycleId, shared: false }];
    }),
    ...places.map(
      ({ organisation_code, cycle_id, shared_at }): Hold => ({
        organisation: organisation_code,
        as: 'respondent',
        cycleId: cycle_id,
        shared: shared_at !== null,
      }),
    ),
  ];
}

const appointmentsOf = prepared((database, value: Values<{ person: string }>) =>
  database
    .selectFrom('appointment')
    .leftJoin('assessment', 'assessment.id', 'appointment.assessment_id')
    .select(['appointment.role', 'appointment.organisation_code', 'assessment.cycle_id'])
    .select('assessment.organisation_code as assessed')
    .where('appointment.person_id', 'in', [value('person')])
    .where('appointment.ended_at', 'is', null),
);

const placesOf = prepared((database, value: Values<{ person: string }>) =>
  database
    .selectFrom('respondent')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .select(['assessment.organisation_code', 'assessment.cycle_id', 'assessment.shared_at'])
    .where('respondent.person_id', 'in', [value('person')])
    .where('respondent.withdrawn_at', 'is', null),
);
