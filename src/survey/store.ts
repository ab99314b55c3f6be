import type { Person } from '../people/person.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from './survey.ts';

type Who = Pick<Person, 'id'>;

/** A survey of an organisation that this person leads; undefined for everybody else. */
export async function findLedSurvey(
  database: Database,
  person: Who,
  assessmentId: string,
): Promise<Survey | undefined> {
  const row = await surveysLedBy(database, person)
    .where('assessment.id', '=', assessmentId)
    .executeTakeFirst();
  return row && toSurvey(row);
}

/** Every survey of the organisations that this person leads, the newest first. */
export async function listLedSurveys(database: Database, person: Who): Promise<readonly Survey[]> {
  const rows = await surveysLedBy(database, person)
    .orderBy('organisation.name')
    .orderBy('cycle.closes_at', 'desc')
    .execute();
  return rows.map(toSurvey);
}

/** The surveys whose workshop this person facilitates, the newest first. */
export async function listFacilitatedSurveys(
  database: Database,
  person: Who,
): Promise<readonly Survey[]> {
  const rows = await surveys(database)
    .where((where) =>
      where.exists(
        where
          .selectFrom('appointment')
          .select('appointment.id')
          .whereRef('appointment.assessment_id', '=', 'assessment.id')
          .where('appointment.person_id', '=', person.id)
          .where('appointment.role', '=', 'facilitator')
          .where('appointment.ended_at', 'is', null),
      ),
    )
    .orderBy('cycle.closes_at', 'desc')
    .execute();
  return rows.map(toSurvey);
}

export async function findSurvey(
  database: Database,
  assessmentId: string,
): Promise<Survey | undefined> {
  const row = await surveys(database).where('assessment.id', '=', assessmentId).executeTakeFirst();
  return row && toSurvey(row);
}

/** The surveys that run although their time is over, by id. */
export async function listOverdue(database: Database, now: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select('assessment.id')
    .where('assessment.closed_at', 'is', null)
    .where(({ fn, eb }) => eb(fn.coalesce('assessment.closes_at', 'cycle.closes_at'), '<', now))
    .orderBy('assessment.id')
    .execute();
  return rows.map(({ id }) => id);
}

function surveysLedBy(database: Database, person: Who) {
  return surveys(database).where((where) =>
    where.exists(
      where
        .selectFrom('appointment')
        .select('appointment.id')
        .whereRef('appointment.organisation_code', '=', 'assessment.organisation_code')
        .where('appointment.person_id', '=', person.id)
        .where('appointment.role', '=', 'assessment-lead')
        .where('appointment.ended_at', 'is', null),
    ),
  );
}

function surveys(database: Database) {
  return database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .select([
      'assessment.id',
      'assessment.opened_at',
      'assessment.closes_at',
      'assessment.closed_at',
      'assessment.shared_at',
      'assessment.reminded_at',
      'assessment.without_survey',
      'cycle.name as cycle_name',
      'cycle.opens_at as cycle_opens_at',
      'cycle.closes_at as cycle_closes_at',
      'cycle.questionnaire_version',
      'organisation.code as organisation_code',
      'organisation.name as organisation_name',
      'organisation.kind as organisation_kind',
    ]);
}

type SurveyRow = Awaited<ReturnType<ReturnType<typeof surveys>['executeTakeFirstOrThrow']>>;

function toSurvey(row: SurveyRow): Survey {
  return {
    assessmentId: row.id,
    organisation: {
      code: row.organisation_code,
      name: row.organisation_name,
      kind: row.organisation_kind,
    },
    cycle: {
      name: row.cycle_name,
      opensAt: row.cycle_opens_at,
      closesAt: row.cycle_closes_at,
    },
    questionnaire: loadQuestionnaire(row.questionnaire_version, row.organisation_kind),
    openedAt: row.opened_at,
    closesAt: row.closes_at ?? row.cycle_closes_at,
    closedAt: row.closed_at,
    sharedAt: row.shared_at,
    remindedAt: row.reminded_at,
    withoutSurvey: row.without_survey === 1,
  };
}

/** The organisations that this person leads assessments of, by name. */
export async function listLedOrganisations(
  database: Database,
  person: Who,
): Promise<readonly Survey['organisation'][]> {
  return organisationsLedBy(database, person).orderBy('organisation.name').execute();
}

/** An organisation that this person leads assessments of; undefined for everybody else. */
export async function findLedOrganisation(
  database: Database,
  person: Who,
  code: string,
): Promise<Survey['organisation'] | undefined> {
  return organisationsLedBy(database, person)
    .where('organisation.code', '=', code)
    .executeTakeFirst();
}

function organisationsLedBy(database: Database, person: Who) {
  return database
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.code', 'appointment.organisation_code')
    .select(['organisation.code', 'organisation.name', 'organisation.kind'])
    .where('appointment.person_id', '=', person.id)
    .where('appointment.role', '=', 'assessment-lead')
    .where('appointment.ended_at', 'is', null);
}
