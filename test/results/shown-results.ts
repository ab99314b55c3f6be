import { closeSurvey } from '../../src/results/close.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { placeOf, type Staged, setRespondent } from '../support/cast.ts';
import { plainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { type Answering, answerAs } from '../support/surveys.ts';

/** A table of a page: the text of each cell by row and column, under the names of its head. */
export interface ShownTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables after this heading and before the next one of the same kind. */
export function tablesAfter(html: string, headingText: string): readonly ShownTable[] {
  const [, after = ''] = html.split(headingWith(html, headingText));
  const [part = ''] = after.split(/<h[23]/);
  return [...part.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => {
    const [head = [], ...rows] = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => plainText(cell)),
    );
    return { head, rows };
  });
}

/** The finding in words under a heading. */
export function captionAfter(html: string, headingText: string): string {
  const [, after = ''] = html.split(headingWith(html, headingText));
  return plainText(after.match(/<figcaption[\s\S]*?<\/figcaption>/)?.[0] ?? '');
}

function headingWith(html: string, text: string): string {
  const headings = [...html.matchAll(/<h[23][^>]*>[\s\S]*?<\/h[23]>/g)].map(([tag]) => tag);
  return headings.find((tag) => plainText(tag) === text) ?? `no heading "${text}"`;
}

/** The cells of one question's row in the part about every question, by the head of its table. */
export function questionOn(html: string, code: string): Readonly<Record<string, string>> {
  const [table] = html.match(
    new RegExp(`<table(?:(?!</table>)[\\s\\S])*<tr[^>]*id="${code}"[\\s\\S]*?</table>`),
  ) ?? [''];
  const row = table.match(new RegExp(`<tr[^>]*id="${code}"[\\s\\S]*?</tr>`))?.[0] ?? '';
  const cells = (text: string) =>
    [...text.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => plainText(cell));
  const head = cells(table.match(/<thead[\s\S]*?<\/thead>/)?.[0] ?? '');
  return Object.fromEntries(cells(row).map((cell, at) => [head[at] ?? String(at), cell]));
}

/** A page without what differs between two sessions: the token of its forms. */
export function withoutToken(html: string): string {
  return html.replaceAll(/name="_csrf" value="[^"]*"/g, 'name="_csrf"');
}

export function resultsAddress(world: Pick<Staged, 'assessments'>): string {
  return `/surveys/${world.assessments.hill}/results`;
}

/** Lets people answer for Hill, then closes its survey. */
export async function surveyHill(world: Staged, people: readonly Answering[]): Promise<void> {
  await answerAs(world.database, world.assessments.hill, people);
  await closeSurvey(world.database, () => today, world.assessments.hill, null);
}

export async function setSharedAt(world: Staged, shared_at: string | null): Promise<void> {
  await world.database
    .updateTable('assessment')
    .set({ shared_at })
    .where('id', '=', world.assessments.hill)
    .execute();
}

/** Alice's own answers, submitted in this role. */
export async function submitAlice(
  world: Staged,
  role: string,
  answers: ReadonlyMap<string, string>,
): Promise<string> {
  const { respondentId } = await placeOf(world, 'alice', 'hill');
  for (const [item, answer] of answers) await putAnswer(world.database, respondentId, item, answer);
  await setRespondent(world.database, respondentId, { role, submitted_at: today.toISOString() });
  return respondentId;
}

/** Writes one answer, in place of the one that may be there. */
export async function putAnswer(
  database: Database,
  respondent_id: string,
  item: string,
  answer: string,
  note: { readonly text: string; readonly shared: boolean } | null = null,
): Promise<void> {
  const values = {
    answer,
    note: note?.text ?? null,
    note_shared: note?.shared ? (1 as const) : (0 as const),
    version: 1,
    save_id: newId(),
    saved_at: today.toISOString(),
  };
  await database
    .insertInto('answer')
    .values({ respondent_id, item, ...values })
    .onConflict((conflict) => conflict.columns(['respondent_id', 'item']).doUpdateSet(values))
    .execute();
}
