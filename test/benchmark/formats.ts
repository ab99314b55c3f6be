import { expect } from '@jest/globals';
import { groupsOf } from '../../src/benchmark/catalogue/catalogue.ts';
import { fileOf } from '../attack/fetched.ts';
import type { Released } from '../attack/people-sights.ts';
import { mainText, plainText, tableRows } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import {
  inShort,
  type Rows,
  readCsv,
  readWorkbook,
  type Sheet,
  sheetOf,
  workbook,
} from './files.ts';

/** A benchmark that somebody can look at, and its page. */
export interface Seen {
  readonly address: string;
  readonly query: Readonly<Record<string, string>>;
  readonly html: string;
}

/** Every benchmark that somebody can see, in every cycle, on every basis, beside every group. */
export async function* benchmarksOf(
  agent: Agent,
  released: readonly Released[],
): AsyncGenerator<Seen> {
  const all = released.flatMap(({ contributed }) => contributed);
  for (const code of new Set(all.map(({ organisation }) => organisation))) {
    const address = `/benchmarks/${code}`;
    if ((await fileOf(agent, address)) === null) continue;
    for (const { release, catalogue } of released)
      for (const basis of ['survey', 'agreed'])
        for (const group of groupsOf(catalogue)(code)) {
          const query = { cycle: release.cycleId, basis, group: group.code };
          const html = await fileOf(agent, address, query);
          if (html !== null) yield { address, query, html };
        }
  }
}

export function tablesOf(html: string): readonly Rows[] {
  return (html.match(/<table[\s\S]*?<\/table>/g) ?? []).map(tableRows);
}

/** Formats of benchmarks that were compared already: many people see the same. */
const compared = new Set<string>();

/** Whether page, chart, print, CSV and XLSX of a benchmark say the same, and leave out the same. */
export async function expectTheSame(agent: Agent, { address, query, html }: Seen): Promise<void> {
  const text = async (file: string) => (await fileOf(agent, address + file, query)) as string;
  const [print, csv, xlsx] = [
    await text('/print'),
    await text('/benchmark.csv'),
    await workbook(agent, `${address}/benchmark.xlsx`, query),
  ];
  const all = JSON.stringify([...[html, print].map(mainOf), csv, xlsx.toString('base64')]);
  if (compared.has(all)) return;
  expect(tablesOf(print)).toEqual(tablesOf(html));
  expect(stepsOf(print)).toEqual(stepsOf(html));
  const lines = readCsv(csv);
  expect(inShort(await readWorkbook(xlsx))).toEqual(inShort(lines));
  const [peers, earlier, ahead] = ['Peers', 'Earlier cycles', 'One level ahead'].map((name) =>
    sheetOf(lines, name),
  ) as [Sheet, Sheet, Sheet];
  expectWords(peers, html, print);
  expect([earlier.from, ahead.from]).toEqual([peers.from, peers.from]);
  expectPeers(peers.table, html);
  expectEarlier(earlier.table, html);
  expect(ahead.table.slice(1)).toEqual(stepsOf(html));
  for (const sentence of [...earlier.said, ...ahead.said])
    for (const page of [html, print]) expect(mainText(page)).toContain(sentence);
  compared.add(all);
}

/** Without what every page has anew. */
function mainOf(html: string): string {
  return html.match(/<main[\s\S]*<\/main>/)?.[0] ?? html;
}

function expectWords({ from, said }: Sheet, html: string, print: string): void {
  expect(from.length).toBeGreaterThan(6);
  for (const [name, value] of from) {
    expect(mainText(html)).toContain(`${name}: ${value}`);
    expect(mainText(print)).toContain(`${name} ${value}`);
  }
  for (const sentence of said)
    for (const page of [html, print]) expect(mainText(page)).toContain(sentence);
}

function expectPeers(table: Rows, html: string): void {
  const [sentences = [], numbers = [], third = []] = tablesOf(html);
  if (sentences[0]?.[1] !== 'Compared with peers') {
    expect(table).toEqual([]);
    return;
  }
  const bands = third[0]?.[1] === '1.0 to 1.5' ? third : [];
  expect(table).toEqual(
    numbers.map(([dimension, ...cells], at) => [
      dimension,
      sentences[at]?.[1],
      ...cells,
      ...(bands[at] ?? []).slice(1).map((cell) => (at === 0 ? `Peers from ${cell}` : cell)),
    ]),
  );
  const [columns = [], ...rows] = numbers;
  const number = (text = '') => (/^[\d.]+$/.test(text) ? String(Number(text)) : '');
  expect(chartRows(html)).toEqual(
    rows.map((row, at) => [
      ...['Your organisation', 'Peer mean', 'Lower quartile', 'Upper quartile'].map((column) =>
        number(row[columns.indexOf(column)]),
      ),
      bands.length === 0 || bands[at + 1]?.includes('Not shown')
        ? ''
        : (bands[at + 1] ?? []).slice(1).join(' '),
    ]),
  );
  expect(splitsOf(html)).toEqual(
    sentences.flatMap(([, sentence = '']) => {
      const counts = [...sentence.matchAll(/(\d+) (?:clearly|not)/g)].map(([, count]) => count);
      return counts.length > 0 ? [counts] : [];
    }),
  );
}

/** What the chart is drawn from, as the cells of the numbers' table would say it. */
function chartRows(html: string): Rows {
  const [, table = ''] = html.match(/<table[^>]*data-chart-rows>([\s\S]*?)<\/table>/) ?? [];
  const rows = [...table.matchAll(/<tr[^>]*role="row"([^>]*)>[\s\S]*?<\/tr>/g)].slice(1);
  return rows.map(([, attributes = '']) =>
    ['own', 'mean', 'lower', 'upper', 'density'].map(
      (name) => attributes.match(new RegExp(`data-${name}="([^"]*)"`))?.[1] ?? '',
    ),
  );
}

/** The widths of the three parts of each bar beside a sentence. */
function splitsOf(html: string): Rows {
  const bars = html.match(/<svg class="app-split"[\s\S]*?<\/svg>/g) ?? [];
  return bars.map((bar) => [...bar.matchAll(/ width="(\d+)"/g)].map(([, width = '']) => width));
}

function expectEarlier(table: Rows, html: string): void {
  const [figure = ''] = html.match(/data-chart="cycles"[\s\S]*?<\/figure>/) ?? [];
  const [shown] = tablesOf(figure);
  expect(table).toEqual(shown ?? []);
  const round = (text: string) => (Math.round(Number(text) * 10) / 10).toFixed(1);
  for (const [, attributes = '', cell = '', , next = ''] of figure.matchAll(
    /<td([^>]*data-value[^>]*)>([^<]*)<\/td>(\s*<td[^>]*>([^<]*)<\/td>)?/g,
  )) {
    const [value = '', low, high] = ['value', 'low', 'high'].map(
      (name) => attributes.match(new RegExp(`data-${name}="([^"]*)"`))?.[1],
    );
    expect(round(value)).toBe(cell);
    if (low && high) expect(next).toBe(`${round(low)} and ${round(high)}`);
  }
}

/** What one level ahead asks for, as the rows of the file. */
function stepsOf(html: string): Rows {
  const sections = html.match(/<section[^>]*aria-labelledby="ahead-[\s\S]*?<\/section>/g) ?? [];
  return sections.flatMap((section) => {
    const [, name = ''] = section.match(/<h3[^>]*>([\s\S]*?)<\/h3>/) ?? [];
    const [, sentence = ''] = section.match(/<p>([\s\S]*?)<\/p>/) ?? [];
    let question: string[] = [];
    return [...section.matchAll(/<(dt|dd)>([\s\S]*?)<\/\1>/g)].flatMap(([, tag, words = '']) => {
      const text = plainText(words);
      if (tag === 'dd') return [[...[name, sentence].map(plainText), ...question, text]];
      const [, title = '', now, next = ''] =
        text.match(/^(.*?): (?:from (\d .*?) to )?(\d .*)$/) ?? [];
      question = [title, now ?? 'Not known by question', next];
      return [];
    });
  });
}
