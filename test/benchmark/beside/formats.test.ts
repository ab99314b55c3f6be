import { beforeAll, describe, expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { organisations, stage } from '../../support/cast.ts';
import { mainText, tableRows } from '../../support/pages.ts';
import { group, insertOldCycle, many, onBasis, publish, seven, withheld } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const at = `/benchmarks/${hill}`;
/** A name that a spreadsheet program would calculate. */
const formula = '=HYPERLINK("http://example.org";"Hill")';
/** A cycle before the one that is looked at, in which there is no group. */
let old: string;

beforeAll(async () => {
  const { database, cycle } = world;
  old = await insertOldCycle(database, 'Spring 2026', '2026-03-01T00:00:00.000Z');
  await database
    .updateTable('organisation')
    .set({ name: formula })
    .where('code', '=', hill)
    .execute();
  await publish(database, old, {
    [hill]: [onBasis('survey', [], { value: 2.1, se: 0.1 })],
  });
  await publish(database, cycle, {
    [hill]: [
      onBasis(
        'survey',
        [
          group(
            'type:acute',
            many,
            {
              B: withheld('protects-another'),
              C: seven(1, 4),
              D: {
                ...many,
                value: {
                  ...many.value,
                  counts: { most: 'higher' },
                  mean: { kind: 'above', value: 4.8 },
                },
              },
            },
            { name: '+acute trusts' },
          ),
        ],
        { value: 2.8, se: 0.2 },
      ),
    ],
  });
});

type Rows = readonly (readonly string[])[];

/** The tables of a page: of each, the text of every cell. */
async function tablesOf(path: string): Promise<readonly Rows[]> {
  const { text } = await world.browsers.lena.get(at + path).expect(200);
  return [...text.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => tableRows(table));
}

async function sheets(): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>> {
  const { body } = await world.browsers.lena
    .get(`${at}/benchmark.xlsx`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  const read = await readXlsxFile(body as Buffer);
  return new Map(read.map(({ sheet, data }) => [sheet, data]));
}

/** A row as the page would show it. */
const said = (row: readonly unknown[]) =>
  row
    .filter((cell) => cell !== null)
    .map((cell) =>
      typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(1) : String(cell),
    );

describe('page, print, CSV and workbook', () => {
  test('the page and the print have the same tables', async () => {
    const page = await tablesOf('');
    expect(page).toHaveLength(4);
    expect(await tablesOf('/print')).toEqual(page);
  });

  test('the workbook has the tables of the page, cell by cell', async () => {
    const [compared = [], numbers = [], bands = [], cycles = []] = await tablesOf('');
    const peers = (await sheets()).get('Peers') ?? [];
    const first = peers.findIndex(([cell]) => cell === 'Dimension');
    const expected = numbers.map((row, at) => [
      row[0],
      compared[at]?.[1],
      ...row.slice(1),
      ...(bands[at] ?? []).slice(1).map((cell) => (at === 0 ? `Peers from ${cell}` : cell)),
    ]);
    const table = peers.slice(first).map((row) => row.map((cell) => cell ?? ''));
    expect(table.map((row) => row.map(shown))).toEqual(expected);
    const earlier = (await sheets()).get('Earlier cycles') ?? [];
    const from = earlier.findIndex(([cell]) => cell === 'Dimension');
    expect(earlier.slice(from).map((row) => row.map((cell) => shown(cell ?? '')))).toEqual(cycles);
  });

  test('numbers are numbers in the workbook, and nothing is a formula', async () => {
    const all = await sheets();
    const peers = all.get('Peers') ?? [];
    expect(peers.find(([cell]) => cell === 'Accountable ownership')?.slice(2, 8)).toEqual([
      ...[2.8, 2.7, 2.6, 2.2, 3.1, 38],
    ]);
    for (const rows of all.values())
      expect(rows.find(([cell]) => cell === 'Organisation')?.[1]).toBe(formula);
  });

  test('the CSV says what the workbook says, in the same order, and marks what looks like a formula', async () => {
    const { text } = await world.browsers.lena.get(`${at}/benchmark.csv`).expect(200);
    const lines = text.replace(/^\uFEFF/, '').split('\r\n');
    const expected = [...(await sheets())].flatMap(([name, rows]) => [[name], ...rows.map(said)]);
    const texts = expected.flat().filter((cell) => cell !== '');
    let from = 0;
    const flat = lines.join('\n');
    for (const cell of texts) {
      const found = flat.indexOf(cell.replaceAll('"', '""'), from);
      expect([cell, found >= from]).toEqual([cell, true]);
      from = found;
    }
    expect(text).toContain(`Organisation,"'=HYPERLINK(`);
    expect(text).not.toMatch(/(^|,|")[=+@]/m);
  });

  test('every sheet and every format says where its numbers come from', async () => {
    const lines = [
      ['Cycle', 'Autumn 2026'],
      ['Release', '1, published on 20 July 2026'],
      ['Basis', 'Survey estimate'],
      ['Peers', 'other +acute trusts'],
      ['Number of peers', '5 to 7 or 20 or more other organisations'],
      ['Questionnaire', 'version 1'],
      ['Method', 'version 1'],
    ];
    const all = await sheets();
    expect([...all.keys()]).toEqual(['Peers', 'Earlier cycles', 'One level ahead']);
    for (const rows of all.values())
      for (const line of lines) expect(rows.map(said)).toContainEqual(line);
    const { text } = await world.browsers.lena.get(at).expect(200);
    for (const [name, value] of lines) expect(mainText(text)).toContain(`${name}: ${value}`);
  });

  test('of a cycle with none before it, no format has a table of cycles', async () => {
    const { text } = await world.browsers.lena.get(`${at}/benchmark.csv?cycle=${old}`).expect(200);
    expect(text).toContain('There is no earlier cycle to compare with.');
    expect(text).not.toContain('probably between');
    expect(text).not.toContain('2.1');
    expect(await tablesOf(`?cycle=${old}`)).toEqual([]);
    expect(await tablesOf(`/print?cycle=${old}`)).toEqual([]);
  });

  test('what is withheld has neither a value nor a count in any format', async () => {
    const [compared = [], numbers = [], bands = []] = await tablesOf('');
    expect(compared[2]?.[1]).toMatch(/^Not shown: another result/);
    expect(numbers[2]?.slice(2)).toEqual(Array.from({ length: 7 }, () => 'Not shown'));
    expect(new Set(bands[2]?.slice(1))).toEqual(new Set(['Not shown']));
  });
});

test('the chart is drawn from what the tables say, and from nothing else', async () => {
  const { text } = await world.browsers.lena.get(at).expect(200);
  const [, , bands = []] = await tablesOf('');
  const body = text.match(/data-chart-rows>[\s\S]*?<\/tbody>/)?.[0] ?? '';
  const rows = [...body.matchAll(/<tr([^>]*)>/g)].map(([, attributes = '']) => attributes).slice(1);
  const [, numbers = []] = await tablesOf('');
  for (const [at, attributes] of rows.entries()) {
    const row = numbers[at + 1] ?? [];
    const value = (name: string) => attributes.match(new RegExp(`data-${name}="([^"]*)"`))?.[1];
    const cells = ['own', 'mean', '', 'lower', 'upper'];
    for (const [column, name] of cells.entries())
      if (name) {
        const cell = row[column + 1] ?? '';
        const isNumber = /^\d\.\d$/.test(cell);
        expect(value(name) && Number(value(name)).toFixed(1)).toBe(isNumber ? cell : undefined);
      }
    const shownBands = bands[at + 1]?.slice(1).join(' ') ?? '';
    expect(value('density') ?? '').toBe(shownBands.includes('Not shown') ? '' : shownBands);
  }
});

function shown(cell: unknown): string {
  if (typeof cell !== 'number') return String(cell);
  return cell >= 10 ? String(cell) : cell.toFixed(1);
}
