import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  type TablesMeasure,
  tablesDocument,
} from '../../src/benchmark/national/tables-document.ts';
import { plainText, tableRows } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';

const level = (value: number | null) => (value === null ? '' : value.toFixed(1));

/**
 * Whether the national tables of a release say the same on the page, in its bars, in CSV and JSON.
 * @returns how many measures are shown, and how many are not.
 */
export async function expectTheSameTables(
  agent: Agent,
  base: string,
): Promise<{ readonly shown: number; readonly withheld: number }> {
  const { text: html } = await agent.get(base).expect(200);
  const { text: json } = await agent.get(`${base}.json`).expect(200);
  const { text: file } = await agent.get(`${base}.csv`).expect(200);
  const { tables } = tablesDocument.parse(JSON.parse(json));
  const csv: Record<string, string>[] = parse(file, { bom: true, columns: true });
  const measures = tables.flatMap(({ basis, kind, rows }) =>
    rows.flatMap(({ group, release, measures }) =>
      measures.map((one) => ({ basis, kind, group, values_of_release: String(release), one })),
    ),
  );
  expect(csv).toEqual(
    measures.map(({ one, ...row }) => expect.objectContaining({ ...row, ...inFile(one) })),
  );
  for (const { basis, kind, rows } of tables)
    for (const { group, measures } of rows) {
      const id = `${basis}-${kind}-${group.replace(/[^a-z]+/g, '-')}`;
      const [section = ''] =
        html.match(new RegExp(`<section aria-labelledby="${id}">[\\s\\S]*?</section>`)) ?? [];
      expectSection(section, measures);
    }
  const shown = measures.filter(({ one }) => one.shown).length;
  return { shown, withheld: measures.length - shown };
}

function inFile(one: TablesMeasure): Record<string, string> {
  const { measure, name } = one;
  const bands = (shares: readonly string[]) =>
    Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`band_${at + 1}`, shares[at] ?? '']));
  if (!one.shown)
    return {
      ...{ measure, measure_name: name, shown: 'no', why_not: one.why },
      ...{ explanation: one.explanation, organisations: '', mean_kind: '', mean: '' },
      ...{ median: '', lower_quartile: '', upper_quartile: '', ...bands([]) },
    };
  return {
    ...{ measure, measure_name: name, shown: 'yes', why_not: '', explanation: '' },
    ...{ organisations: String(one.organisations), mean_kind: one.mean.kind },
    ...{ mean: level(one.mean.value), median: level(one.median) },
    ...{ lower_quartile: level(one.lowerQuartile), upper_quartile: level(one.upperQuartile) },
    ...bands(one.density?.map(({ share }) => share) ?? []),
  };
}

const heights = new Map([
  ['3', 'few'],
  ['12', 'some'],
  ['24', 'many'],
]);

function expectSection(section: string, measures: readonly TablesMeasure[]): void {
  const [columns = [], ...rows] = tableRows(section);
  if (rows.length === 0) {
    const [only, ...others] = new Set(measures.map((one) => (one.shown ? '' : one.explanation)));
    expect([others, only]).toEqual([[], expect.stringMatching(/./)]);
    expect(plainText(section)).toContain(only);
    return;
  }
  const bars = section.split('<tr').slice(2).map(barsOf);
  expect(rows.map((row) => row[0])).toEqual(measures.map(({ name }) => name));
  for (const [at, one] of measures.entries()) {
    const row = rows[at] ?? [];
    if (!one.shown) {
      expect([row, bars[at]]).toEqual([[one.name, one.explanation], []]);
      continue;
    }
    const cell = (column: string) => row[columns.indexOf(column)] ?? 'Not shown';
    const { mean, median, lowerQuartile, upperQuartile, density } = one;
    expect([cell('Organisations'), cell('Mean'), cell('Median'), cell('Middle half')]).toEqual([
      String(one.organisations),
      mean.kind === 'exact' ? level(mean.value) : `${mean.kind} ${level(mean.value)}`,
      level(median) || 'Not shown',
      lowerQuartile === null ? 'Not shown' : `${level(lowerQuartile)} to ${level(upperQuartile)}`,
    ]);
    expect(bars[at]).toEqual(density?.map(({ share }) => share) ?? []);
    const where = cell('Where they are');
    expect(where === 'Not shown').toBe(density === null);
    for (const share of new Set(density?.map((band) => band.share) ?? []))
      expect(where.toLowerCase()).toContain(share);
  }
}

function barsOf(row: string): readonly (string | undefined)[] {
  const bars = row.match(/<rect [^>]*fill="#003087"/g) ?? [];
  return bars.map((bar) => heights.get(bar.match(/ height="(\d+)"/)?.[1] ?? ''));
}
