import type { Person } from '../people/person.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import type { Place } from './place.ts';

/** This person's place in this assessment; undefined when they have none or it does not exist. */
export async function findPlace(
  database: Database,
  person: Pick<Person, 'id'>,
  assessmentId: string,
): Promise<Place | undefined> {
  const {
    rows: [row],
  } = await placeIn(database, { person: person.id, assessment: assessmentId });
  return row && toPlace(row);
}

const placeIn = prepared((database, value: Values<{ person: string; assessment: string }>) =>
  places(database, value('person')).where('respondent.assessment_id', 'in', [value('assessment')]),
);

/** Every place of this person, the assessment that closes last first. */
export async function listPlaces(
  database: Database,
  person: Pick<Person, 'id'>,
): Promise<readonly Place[]> {
  const rows = await places(database, person.id).orderBy('cycle.closes_at', 'desc').execute();
  return rows.map(toPlace);
}

function places(database: Database, personId: string) {
  return database
    .selectFrom('respondent')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.assessment_id', '=', 'respondent.assessment_id')
        .onRef('invitation.person_id', '=', 'respondent.person_id')
        .on('invitation.purpose', 'in', ['respondent']),
    )
    .select([
      'respondent.id as respondent_id',
      'respondent.assessment_id',
      'respondent.role',
      'respondent.notice_read_at',
      'respondent.saved_at',
      'respondent.submitted_at',
      'invitation.role as suggested_role',
      'assessment.closed_at',
      'assessment.closes_at',
      'assessment.shared_at',
      'cycle.name as cycle_name',
      'cycle.closes_at as cycle_closes_at',
      'cycle.questionnaire_version',
      'organisation.code as organisation_code',
      'organisation.name as organisation_name',
      'organisation.kind as organisation_kind',
    ])
    .select(({ selectFrom }) =>
      selectFrom('kept_form')
        .select(({ fn }) => fn.max('kept_form.kept_at').as('newest'))
        .whereRef('kept_form.respondent_id', '=', 'respondent.id')
        .as('kept_at'),
    )
    .where('respondent.person_id', 'in', [personId])
    .where('respondent.withdrawn_at', 'is', null);
}

type PlaceRow = Awaited<ReturnType<ReturnType<typeof places>['executeTakeFirstOrThrow']>>;

function toPlace(row: PlaceRow): Place {
  return {
    respondentId: row.respondent_id,
    assessmentId: row.assessment_id,
    organisation: {
      code: row.organisation_code,
      name: row.organisation_name,
      kind: row.organisation_kind,
    },
    cycle: { name: row.cycle_name },
    closesAt: row.closes_at ?? row.cycle_closes_at,
    questionnaire: loadQuestionnaire(row.questionnaire_version, row.organisation_kind),
    role: row.role,
    suggestedRole: row.suggested_role,
    noticeReadAt: row.notice_read_at,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    sharedAt: row.shared_at,
    keptAt: row.kept_at,
  };
}
