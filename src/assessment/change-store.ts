import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import type { Schema } from '../shared/schema.ts';
import type { Place } from './place.ts';

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
    .where('withdrawn_at', 'is', null)
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

/**
 * Holds the survey open until the end of the transaction: closing it waits meanwhile, and so does
 * every other act that holds it. To be asked for before anything else is changed, as closing does.
 * @returns false when it is closed already.
 */
export async function holdOpen(transaction: Database, assessmentId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('assessment')
    .set({ closed_at: null })
    .where('id', '=', assessmentId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What has ended a respondent's answering. */
export type End = 'submitted' | 'withdrawn' | 'closed';

/** Why a respondent cannot change anything any more; undefined when they were erased. */
export async function endOf(database: Database, place: Place): Promise<End | undefined> {
  const row = await database
    .selectFrom('respondent')
    .select(['submitted_at', 'withdrawn_at'])
    .where('id', '=', place.respondentId)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.submitted_at) return 'submitted';
  return row.withdrawn_at ? 'withdrawn' : 'closed';
}
