import type { Selectable } from 'kysely';
import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import type { Schema } from '../shared/schema.ts';
import type { AnswersByItem, StoredAnswer } from './answers.ts';
import type { Place } from './place.ts';

/** What this respondent has saved; only the given items, where items are given. */
export async function answersOf(
  database: Database,
  place: Place,
  items?: readonly string[],
): Promise<AnswersByItem> {
  const respondent = place.respondentId;
  const { rows } =
    items?.length === 1
      ? await answerTo(database, { respondent, item: items[0] as string })
      : await allAnswers(database, { respondent });
  const wanted = items ? rows.filter(({ item }) => items.includes(item)) : rows;
  return new Map(wanted.map((row) => [row.item, toStoredAnswer(row)]));
}

const allAnswers = prepared((database, value: Values<{ respondent: string }>) =>
  answersWith(database, value('respondent')),
);

const answerTo = prepared((database, value: Values<{ respondent: string; item: string }>) =>
  answersWith(database, value('respondent')).where('item', '=', value('item')),
);

function answersWith(database: Database, respondentId: string) {
  return database
    .selectFrom('answer')
    .select(['item', 'answer', 'note', 'note_shared', 'version', 'save_id', 'saved_at'])
    .where('respondent_id', '=', respondentId);
}

type AnswerRow = Omit<Selectable<Schema['answer']>, 'respondent_id'>;

function toStoredAnswer(row: AnswerRow): StoredAnswer {
  return {
    item: row.item,
    answer: row.answer,
    note: row.note,
    noteShared: row.note_shared === 1,
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
  const written = new Set<string>();
  for (const answer of answers) {
    const noteShared = answer.noteShared ? 1 : 0;
    const values = { ...answer, respondentId, noteShared } as const;
    const { numAffectedRows } = await upsertAnswer(database, values);
    if (numAffectedRows === 1n) written.add(answer.item);
  }
  return written;
}

interface AnswerValues extends Omit<StoredAnswer, 'noteShared'> {
  readonly respondentId: string;
  readonly noteShared: 0 | 1;
}

const upsertAnswer = prepared((database, value: Values<AnswerValues>) =>
  database
    .insertInto('answer')
    .values({
      respondent_id: value('respondentId'),
      item: value('item'),
      answer: value('answer'),
      note: value('note'),
      note_shared: value('noteShared'),
      version: value('version'),
      save_id: value('saveId'),
      saved_at: value('savedAt'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['respondent_id', 'item'])
        .doUpdateSet((row) => ({
          answer: row.ref('excluded.answer'),
          note: row.ref('excluded.note'),
          note_shared: row.ref('excluded.note_shared'),
          version: row.ref('excluded.version'),
          save_id: row.ref('excluded.save_id'),
          saved_at: row.ref('excluded.saved_at'),
        }))
        .where((row) => row('answer.version', '=', row(row.ref('excluded.version'), '-', 1))),
    ),
);
