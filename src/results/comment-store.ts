import type { Database } from '../shared/database.ts';
import { newRandomId } from '../shared/ids.ts';

/** A note whose writer let the facilitator see it, without a name. */
export interface Comment {
  readonly item: string;
  readonly text: string;
}

/**
 * Copies the notes on these questions that their writers let the facilitator see, without whose
 * they are. Their ids are random, and their order is that of the ids: it says nothing.
 */
export async function insertComments(
  database: Database,
  assessmentId: string,
  questions: readonly string[],
): Promise<void> {
  if (questions.length === 0) return;
  const notes = await database
    .selectFrom('answer')
    .innerJoin('respondent', 'respondent.id', 'answer.respondent_id')
    .select(['answer.item', 'answer.note'])
    .where('respondent.assessment_id', '=', assessmentId)
    .where('respondent.submitted_at', 'is not', null)
    .where('answer.note_shared', '=', 1)
    .where('answer.item', 'in', questions)
    .execute();
  for (const { item, note } of notes)
    if (note)
      await database
        .insertInto('survey_comment')
        .values({ id: newRandomId(), assessment_id: assessmentId, item, content: note })
        .execute();
}

/** The comments on one survey, in no order that means anything. */
export async function listComments(
  database: Database,
  assessmentId: string,
): Promise<readonly Comment[]> {
  const rows = await database
    .selectFrom('survey_comment')
    .select(['item', 'content'])
    .where('assessment_id', '=', assessmentId)
    .orderBy('id')
    .execute();
  return rows.map(({ item, content }) => ({ item, text: content }));
}
