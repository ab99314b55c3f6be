import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { questionContent } from '../../src/position/agreement.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { type Ground, prepareGround } from '../access/ground.ts';
import { personId } from '../access/people.ts';
import { upTo } from '../position/signing.ts';
import { type Hit, hit } from '../support/hit.ts';
import { plain } from '../support/pages.ts';
import { allWaysIn, headersOf, type Way } from './routes.ts';

/** Every column of words that people type or files bring, as "table.column". */
const columns = [
  ...['organisation.name', 'person.name', 'person.job_title', 'cycle.name', 'invitation.name'],
  ...['answer.note', 'survey_comment.content', 'action.title', 'action.owner', 'session.browser'],
  ...['agreement.reason', 'agreement.content', 'sign_off_request.reason'],
  ...['sign_off.reopened_reason'],
] as const;

/** A formula to a spreadsheet, and to a browser what ends any attribute, text area or script. */
function corpus(column: string): string {
  return `=1+1"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>\u2028{{7*7}}<%= 7*7 %>${column}`;
}

let ground: Ground;
const found = new Set<string>();
const faults: string[] = [];
const kinds = new Map<string, number>();

beforeAll(async () => {
  ground = await prepareGround();
  await ground.onCopy(async (service, database) => {
    await poison(database);
    const asked = new Set<string>();
    for (const way of allWaysIn(ground.places)) {
      const key = `${way.walker} ${way.path}`;
      if (way.method !== 'GET' || asked.has(key)) continue;
      asked.add(key);
      const headers = headersOf(ground.passes, way.walker);
      look(way, await hit(service, { method: 'GET', path: way.path, headers }));
      faults.push(...service.logged.splice(0).map((line) => `${key}: ${line.slice(0, 600)}`));
    }
  });
}, 300_000);
afterAll(() => ground.remove());

test('what people typed is text on every page and in every file, and never a formula', () => {
  expect(faults).toEqual([]);
  for (const kind of ['text/html', 'text/csv', 'application/json'])
    expect([kind, kinds.get(kind) ?? 0]).not.toEqual([kind, 0]);
});

test('every column of words was seen somewhere', () => {
  expect(columns.filter((column) => !found.has(column))).toEqual([]);
});

/** Cycles must not have the same name. */
const unique = (column: string) => (column === 'cycle.name' ? sql.ref('id') : sql.lit(''));

/** Puts the corpus wherever somebody can have words. */
async function poison(database: Database): Promise<void> {
  const at = '2027-04-21T12:00:00.000Z';
  const everywhere = await database.selectFrom('assessment').select('id').execute();
  const evidence = {
    grade: 2 as const,
    reference: corpus('agreement.content'),
    dated: '2027-01-01',
  };
  const statements = Object.entries(questionContent.parse(upTo('A1', 2).content).statements).map(
    ([code, statement]) => [code, { ...statement, ...evidence }] as const,
  );
  for (const { id } of everywhere)
    await database
      .insertInto('agreement')
      .values({
        assessment_id: id,
        item: 'A1',
        version: 1,
        content: JSON.stringify({ statements: Object.fromEntries(statements) }),
        method: 'chair',
        present: 5,
        dissenting: 1,
        reason: 'r',
        workshop_id: null,
        agreed_at: at,
        agreed_by: null,
      })
      .execute();
  await database.updateTable('answer').set({ note_shared: 1 }).where('item', '=', 'A1').execute();
  await database.deleteFrom('survey_comment').execute();
  for (const { id } of everywhere)
    await database
      .insertInto('survey_comment')
      .values({ id: `comment of ${id}`, assessment_id: id, item: 'A1', content: 'c' })
      .execute();
  await insertEarlier(database, at);
  for (const each of columns) {
    if (each === 'agreement.content') continue;
    const [table, column] = each.split('.') as [keyof Schema, string];
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${corpus(each)} || ${unique(each)}`.execute(
      database,
    );
  }
}

/** Requests that were returned, sign-offs that were reopened, and answers of whoever is signed in. */
async function insertEarlier(database: Database, at: string): Promise<void> {
  const by = personId('signatory');
  for (const signOff of await database.selectFrom('sign_off').selectAll().execute()) {
    const earlier = { ...signOff, id: newId(), signed_at: at };
    await database
      .insertInto('sign_off')
      .values({ ...earlier, reopened_at: at, reopened_by: by, reopened_reason: 'r' })
      .execute();
  }
  for (const { id: assessment_id } of await database
    .selectFrom('assessment')
    .select('id')
    .execute())
    await database
      .insertInto('sign_off_request')
      .values({
        ...{ id: newId(), assessment_id, asked_at: at, asked_by: by },
        ...{ ended_at: at, ended_by: by, outcome: 'returned', reason: 'r' },
      })
      .execute();
  const respondents = database
    .selectFrom('respondent')
    .select('id')
    .where('person_id', 'is not', null);
  for (const { id: respondent_id } of await respondents.execute())
    await database
      .insertInto('answer')
      .values({
        respondent_id,
        item: 'A1',
        answer: '3',
        version: 1,
        save_id: newId(),
        saved_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

function look(way: Way, { status, headers, text }: Hit): void {
  const name = `${way.walker}, ${way.path}`;
  const kind = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  if (status >= 500) faults.push(`${name}: ${status}`);
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const column of columns) if (plain(text).includes(`7*7 %>${column}`)) found.add(column);
  if (kind === 'text/html') {
    if (/<script>alert|<img src=x|=1\+1["']/.test(text)) faults.push(`${name}: markup`);
    if (/\{\{49|%>49|49<%/.test(text)) faults.push(`${name}: worked out`);
  } else if (kind === 'text/csv') {
    const cells = (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat();
    const formulas = cells.filter((cell) => /^[=@+\t\r]|^-(?![\d.]+$)/.test(cell));
    faults.push(...formulas.map((cell) => `${name}: ${cell.slice(0, 60)}`));
  } else if (headers['x-content-type-options'] !== 'nosniff') faults.push(`${name}: sniffed`);
}
