import type { Person } from '../people/person.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import type { Database } from '../shared/database.ts';
import type { Schema } from '../shared/schema.ts';
import type { AnswersByItem, StoredAnswer } from './answers.ts';
import type { Place } from './place.ts';

/** This person's place in this assessment; undefined when they have none or it does not exist. */
export async function findPlace(
  database: Database,
  person: Person,
  assessmentId: string,
): Promise<Place | undefined> {
  const row = await places(database, person)
    .where('respondent.assessment_id', '=', assessmentId)
    .executeTakeFirst();
  return row && toPlace(row);
}

/** Every place of this person, the assessment that closes last first. */
export async function listPlaces(database: Database, person: Person): Promise<readonly Place[]> {
  const rows = await places(database, person).orderBy('cycle.closes_at', 'desc').execute();
  return rows.map(toPlace);
}

function places(database: Database, person: Person) {
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
    .where('respondent.person_id', '=', person.id);
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

/** What this respondent has saved; only the given items, where items are given. */
export async function answersOf(
  database: Database,
  place: Place,
  items?: readonly string[],
): Promise<AnswersByItem> {
  let query = database
    .selectFrom('answer')
    .select(['item', 'answer', 'note', 'version', 'save_id', 'saved_at'])
    .where('respondent_id', '=', place.respondentId);
  if (items) query = query.where('item', 'in', items);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.item, toStoredAnswer(row)]));
}

type AnswerRow = Omit<Schema['answer'], 'respondent_id'>;

function toStoredAnswer(row: AnswerRow): StoredAnswer {
  return {
    item: row.item,
    answer: row.answer,
    note: row.note,
    version: row.version,
    saveId: row.save_id,
    savedAt: row.saved_at,
  };
}

/**
 * Writes these answers where each is still at the version it was based on.
 * @returns the items that were written; the others had been changed in the meantime.
 */
export async function writeAnswers(
  database: Database,
  respondentId: string,
  answers: readonly StoredAnswer[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .insertInto('answer')
    .values(
      answers.map(({ item, answer, note, version, saveId, savedAt }) => ({
        respondent_id: respondentId,
        item,
        answer,
        note,
        version,
        save_id: saveId,
        saved_at: savedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['respondent_id', 'item'])
        .doUpdateSet((row) => ({
          answer: row.ref('excluded.answer'),
          note: row.ref('excluded.note'),
          version: row.ref('excluded.version'),
          save_id: row.ref('excluded.save_id'),
          saved_at: row.ref('excluded.saved_at'),
        }))
        .where((row) => row('answer.version', '=', row(row.ref('excluded.version'), '-', 1))),
    )
    .returning('item')
    .execute();
  return new Set(rows.map(({ item }) => item));
}

/**
 * Marks the respondent as changed now, provided that neither they nor the survey have ended that.
 * @returns false when it is too late; nothing is changed then.
 */
export async function touchRespondent(
  database: Database,
  place: Place,
  change: { saved_at?: string; role?: string; notice_read_at?: string; submitted_at?: string },
): Promise<boolean> {
  const result = await database
    .updateTable('respondent')
    .set(change)
    .where('id', '=', place.respondentId)
    .where('submitted_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assessment')
            .select('id')
            .where('id', '=', place.assessmentId)
            .where('closed_at', 'is not', null),
        ),
      ),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
