import type { Database } from '../shared/database.ts';
import { type KeptForm, readKept } from './kept-form.ts';

/** Keeps a form in place of one that was kept of the same page before. */
export async function upsertKeptForm(
  database: Database,
  form: { respondentId: string; address: string; content: string; now: string },
): Promise<void> {
  await database
    .insertInto('kept_form')
    .values({
      respondent_id: form.respondentId,
      path: form.address,
      content: form.content,
      kept_at: form.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['respondent_id', 'path']).doUpdateSet(({ ref }) => ({
        content: ref('excluded.content'),
        kept_at: ref('excluded.kept_at'),
      })),
    )
    .execute();
}

/** What is kept for a respondent since then, the newest first. */
export async function listKeptForms(
  database: Database,
  respondentId: string,
  since: string,
): Promise<readonly KeptForm[]> {
  const rows = await database
    .selectFrom('kept_form')
    .select(['path', 'content'])
    .where('respondent_id', '=', respondentId)
    .where('kept_at', '>=', since)
    .orderBy('kept_at', 'desc')
    .orderBy('path')
    .execute();
  return rows.map(({ path, content }) => ({ address: path, typed: readKept(content) }));
}

export async function deleteKeptForm(
  database: Database,
  respondentId: string,
  address: string,
): Promise<void> {
  await database
    .deleteFrom('kept_form')
    .where('respondent_id', '=', respondentId)
    .where('path', '=', address)
    .execute();
}

export async function deleteKeptForms(database: Database, respondentId: string): Promise<void> {
  await database.deleteFrom('kept_form').where('respondent_id', '=', respondentId).execute();
}

/** Forgets what was kept before an instant, whoever it is of. */
export async function forgetKeptForms(database: Database, before: string): Promise<void> {
  await database.deleteFrom('kept_form').where('kept_at', '<', before).execute();
}
