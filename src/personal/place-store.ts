import type { Database } from '../shared/database.ts';
import type { ExportDocument } from './export-document.ts';

type ExportedPlace = ExportDocument['places'][number];

/** Every place that somebody ever had, withdrawn ones included, with all that they answered. */
export async function listPlacesOf(
  database: Database,
  personId: string,
): Promise<readonly ExportedPlace[]> {
  const rows = await database
    .selectFrom('respondent')
    .innerJoin('assessment', 'assessment.id', 'respondent.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .select(['respondent.id', 'respondent.assessment_id', 'respondent.role'])
    .select(['respondent.notice_read_at', 'respondent.saved_at', 'respondent.submitted_at'])
    .select(['respondent.withdrawn_at', 'assessment.closed_at', 'cycle.name as cycle'])
    .select(['organisation.code', 'organisation.name'])
    .where('respondent.person_id', 'in', [personId])
    .orderBy('assessment.opened_at')
    .orderBy('respondent.id')
    .execute();
  const places: ExportedPlace[] = [];
  for (const row of rows)
    places.push({
      assessment: {
        id: row.assessment_id,
        organisation: { code: row.code, name: row.name },
        cycle: row.cycle,
      },
      role: row.role,
      noticeReadAt: row.notice_read_at,
      savedAt: row.saved_at,
      submittedAt: row.submitted_at,
      withdrawnAt: row.withdrawn_at,
      closedAt: row.closed_at,
      answers: await answersOf(database, row.id),
      keptForms: await keptFormsOf(database, row.id),
    });
  return places;
}

async function answersOf(
  database: Database,
  respondentId: string,
): Promise<ExportedPlace['answers']> {
  const rows = await database
    .selectFrom('answer')
    .select(['item', 'answer', 'note', 'note_shared', 'version', 'saved_at as savedAt'])
    .where('respondent_id', '=', respondentId)
    .orderBy('item')
    .execute();
  return rows.map(({ note_shared, ...row }) => ({ ...row, noteShared: note_shared === 1 }));
}

async function keptFormsOf(
  database: Database,
  respondentId: string,
): Promise<ExportedPlace['keptForms']> {
  const rows = await database
    .selectFrom('kept_form')
    .select(['path', 'content', 'kept_at as keptAt'])
    .where('respondent_id', '=', respondentId)
    .orderBy('path')
    .execute();
  return rows.map((row) => ({ ...row, content: JSON.parse(row.content) }));
}
