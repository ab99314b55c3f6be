import type { Person } from '../people/person.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import type { Schema } from '../shared/schema.ts';
import type { Place } from './place.ts';

/** This person's place in this assessment; undefined when they have none or it does not exist. */
export async function findPlace(
  database: Database,
  person: Person,
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
export async function listPlaces(database: Database, person: Person): Promise<readonly Place[]> {
  const rows = await places(database, person.id).orderBy('cycle.closes_at', 'desc').execute();
  return rows.map(toPlace);
}

function places(database: Database, personId: string) {
  return database
    .selectFrom('respondent')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .select([
      'respondent.id as respondent_id',
      'respondent.assessment_id',
      'respondent.role',
      'respondent.notice_read_at',
      'respondent.saved_at',
      'respondent.submitted_at',
      'assessment.closed_at',
      'cycle.name as cycle_name',
      'cycle.closes_at',
      'cycle.questionnaire_version',
      'organisation.code as organisation_code',
      'organisation.name as organisation_name',
      'organisation.kind as organisation_kind',
    ])
    .where('respondent.person_id', 'in', [personId]);
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
    cycle: { name: row.cycle_name, closesAt: row.closes_at },
    questionnaire: loadQuestionnaire(row.questionnaire_version, row.organisation_kind),
    role: row.role,
    noticeReadAt: row.notice_read_at,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
  };
}

/** What marks a respondent's progress: instants, and the role. */
export type Change = Partial<
  Pick<RespondentRow, 'saved_at' | 'role' | 'notice_read_at' | 'submitted_at'>
>;
type RespondentRow = Schema['respondent'];

/**
 * Marks the respondent as changed now, provided that neither they nor the survey have ended that.
 * @returns false when it is too late; nothing is changed then.
 */
export async function touchRespondent(
  database: Database,
  place: Place,
  change: Change,
): Promise<boolean> {
  const result = await whileOpen(
    database,
    place.respondentId,
    place.assessmentId,
    change,
  ).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The same for a save, which happens more often than anything else. */
export async function touchSaved(
  database: Database,
  place: Place,
  savedAt: string,
): Promise<boolean> {
  const { respondentId, assessmentId } = place;
  const result = await updateSaved(database, { respondentId, assessmentId, savedAt });
  return result.numAffectedRows === 1n;
}

const updateSaved = prepared(
  (database, value: Values<{ respondentId: string; assessmentId: string; savedAt: string }>) =>
    whileOpen(database, value('respondentId'), value('assessmentId'), {
      saved_at: value('savedAt'),
    }),
);

function whileOpen(database: Database, respondentId: string, assessmentId: string, change: Change) {
  return database
    .updateTable('respondent')
    .set(change)
    .where('id', '=', respondentId)
    .where('submitted_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assessment')
            .select('id')
            .where('id', '=', assessmentId)
            .where('closed_at', 'is not', null),
        ),
      ),
    );
}
