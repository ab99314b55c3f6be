import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { Database } from '../../src/shared/database.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { type Agent, field, type Service } from './service.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Everything a page's form would send as it stands: hidden fields, chosen answers, notes. */
export function fieldsOf(html: string): Record<string, string> {
  const form = html.match(/<main[\s\S]*?<form[^>]*method="post"[\s\S]*?<\/form>/)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const hidden = tag.includes('type="hidden"');
    const name = tag.match(/name="([^"]*)"/)?.[1];
    if (name && (hidden || / checked>/.test(tag)))
      fields[name] = plain(tag.match(/value="([^"]*)"/)?.[1] ?? '');
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = plain(text);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = options.match(/value="([^"]*)" selected/)?.[1] ?? '';
  return fields;
}

/** Opens a page and gives back what its form would send. */
export async function open(browser: Agent, address: string): Promise<Record<string, string>> {
  const { text } = await browser.get(address).expect(200);
  return fieldsOf(text);
}

export function send(browser: Agent, address: string, fields: Fields) {
  return browser.post(address).type('form').send(fields);
}

/** Opens a page, changes some fields, and sends it. */
export async function fill(browser: Agent, address: string, fields: Fields): Promise<Response> {
  return send(browser, address, { ...(await open(browser, address)), ...fields });
}

/** What is between tags, with entities read and white space as one space. */
export function plainText(html: string): string {
  return plain(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

export function plain(escaped: string): string {
  return escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The text of the page itself, without header and footer. */
export function mainText(html: string): string {
  return plainText(html.match(/<main[\s\S]*<\/main>/)?.[0] ?? '');
}

export function heading(html: string): string {
  return plainText(html.match(/<h1[\s\S]*?<\/h1>/)?.[0] ?? '');
}

export function title(html: string): string {
  return plain(html.match(/<title>([\s\S]*?) - Assess/)?.[1] ?? '');
}

/** The rows of a page's first table: the text of each cell. */
export function tableRows(html: string): string[][] {
  const table = html.match(/<table[\s\S]*?<\/table>/)?.[0] ?? '';
  return [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => plainText(cell)),
  );
}

/** The error summary: each message with where it leads. */
export function errorsOn(html: string): [message: string, href: string][] {
  const summary = html.match(
    /<ul class="nhsuk-list nhsuk-error-summary__list">[\s\S]*?<\/ul>/,
  )?.[0];
  return [...(summary ?? '').matchAll(/<a href="([^"]*)">([\s\S]*?)<\/a>/g)].map(
    ([, href = '', message = '']) => [plain(message), plain(href)],
  );
}

/** What is in a text area of the page, as a browser would show it. */
export function textarea(html: string, id: string): string {
  const found = html.match(new RegExp(`<textarea[^>]*id="${id}"[^>]*>\n?([\\s\\S]*?)</textarea>`));
  return plain(found?.[1] ?? '');
}

/** The token of whoever is signed in, from any of their pages. */
export async function tokenOf(browser: Agent): Promise<string> {
  const { text } = await browser.get('/assessments').expect(200);
  return field(text, '_csrf');
}

const answering = ['respondent', 'answer', 'assessment'] as const;

/**
 * Every row of some tables, to compare before and after. Of the audit without what was looked at:
 * that is no change.
 */
export async function dump(
  database: Database,
  tables: readonly (keyof Schema)[] = answering,
): Promise<string> {
  const rows: string[] = [];
  for (const table of tables)
    for (const row of await database.selectFrom(table).selectAll().execute())
      if (!('act' in row && row.act === 'view-results'))
        rows.push(`${table} ${JSON.stringify(row)}`);
  return rows.sort().join('\n');
}

/** A page (or JSON) that refuses something calmly: no fault of ours, nothing of our insides. */
export function expectCalm(service: Service, { text }: Pick<Response, 'text'>): void {
  expect(service.logged).toEqual([]);
  // Secrets are random: sooner or later one has any three letters in it.
  const said = text.replace(/name="_csrf" value="[^"]*"/g, '');
  expect(said).not.toMatch(/node_modules|\/src\/|\.(ts|ejs|js):\d|^\s+at |SQLITE|zod|undefined/im);
}

/** Does something that must be refused with this status, and looks that nothing was changed. */
export async function refused(
  { database, service }: { readonly database: Database; readonly service: Service },
  status: number,
  act: () => PromiseLike<Response>,
): Promise<Response> {
  const before = await dump(database);
  const response = await act();
  expect(response.status).toBe(status);
  expectCalm(service, response);
  expect(await dump(database)).toBe(before);
  return response;
}
