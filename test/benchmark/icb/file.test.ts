import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { plainText, tableRows } from '../../support/pages.ts';
import { insertCycle, named, release, signOff } from './board-rows.ts';
import { boards, pageOf } from './boards.ts';

const world = boards();
const hostile = '=HYPERLINK("https://evil.example","Click"), "RA1"\n<b>';
let cycle: string;

beforeAll(async () => {
  const { database } = world;
  ({ id: cycle } = await insertCycle(database, '+Summer "2026"', '2026-07-01', '2026-09-30'));
  const ofTrust = async (code: string, score: number, name: string) =>
    named(code, [score], { signOff: await signOff(database, cycle, code, true) }, name);
  await release(database, cycle, {
    'icb:QAA': [await ofTrust('RA1', 2.2, hostile), await ofTrust('RA2', 3.7, '@RA2')],
  });
});

async function fileOf(id: string): Promise<Record<string, string>[]> {
  const { text, headers } = await world.browsers.anna
    .get(`/icbs/QAA/scores.csv?cycle=${id}`)
    .expect(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  return parse(text, { bom: true, columns: true });
}

/** Every number and range that stands in a cell of a table on the page, without its mark. */
function numbersOn(html: string): string[] {
  return (html.match(/<table[\s\S]*?<\/table>/g) ?? [])
    .flatMap((table) => tableRows(table).slice(1))
    .flatMap((row) => row.slice(1))
    .map((cell) => cell.replace(/^[○◐●] /, ''))
    .filter((cell) => /^(All )?\d/.test(cell))
    .sort();
}

describe('the file of a board', () => {
  test('has the numbers of the page, all of them and no others', async () => {
    const page = numbersOn(await pageOf(world, 'anna', `/icbs/QAA?cycle=${world.spring}`));
    const rows = await fileOf(world.spring);
    const inParts = (...parts: string[]) => rows.filter(({ Part = '' }) => parts.includes(Part));
    const shares = Map.groupBy(inParts('Who shares'), (row) => row['Type of trust']);
    const gaps = Map.groupBy(inParts('Nobody owns'), ({ What }) => What);
    const file = [
      ...[...shares.values()].map(([belong, share]) => `${share?.Value} of ${belong?.Value}`),
      ...inParts('Scores', 'Range', 'Spread', 'Participation')
        .filter(({ What }) => !/Secured|Signed|sentence/.test(What ?? ''))
        .map(({ Value }) => Value ?? '')
        .filter((value) => /^(All )?\d/.test(value)),
      ...[...gaps.values()].map((trusts) => `${trusts.length} of 5`),
    ];
    expect(file.sort()).toEqual(page);
    expect(page.length).toBeGreaterThan(80);
  });

  test('has what the page says in words too', async () => {
    const text = plainText(await pageOf(world, 'anna', `/icbs/QAA?cycle=${world.spring}`));
    const words = (await fileOf(world.spring)).filter(
      ({ Part, What }) => Part === 'Not shown' || What === 'In a sentence',
    );
    expect(words.length).toBeGreaterThan(6);
    for (const { Value = '' } of words) expect(text).toContain(Value);
  });

  test('says in every row of the release what it was made of', async () => {
    for (const row of await fileOf(world.spring)) {
      expect(row.Board).toBe('NHS Vale Integrated Care Board');
      const live = ['Participation', 'Not released yet'].includes(row.Part ?? '');
      if (live) expect(row.Release).toBe('');
      else
        expect(row).toMatchObject({
          ...{ Cycle: 'Spring 2026', Release: '1', 'Released on': '21 July 2026' },
          ...{ Basis: 'Agreed position', 'Questionnaire version': '1', 'Method version': '1' },
        });
    }
  });

  test('keeps names text that would be formulas, and the page shows them as they are', async () => {
    const rows = await fileOf(cycle);
    expect(rows.map(({ Trust }) => Trust)).toContain(`'${hostile}`);
    expect(rows.map(({ Cycle }) => Cycle)).toContain('\'+Summer "2026"');
    for (const row of rows)
      for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@\t\r]/);
    const text = await pageOf(world, 'anna', `/icbs/QAA?cycle=${cycle}`);
    expect(text).not.toContain('<b>');
    expect(plainText(text)).toContain('=HYPERLINK("https://evil.example","Click"), "RA1" <b>');
    const { headers } = await world.browsers.anna.get(`/icbs/QAA/scores.csv?cycle=${cycle}`);
    expect(headers['content-disposition']).toBe(
      'attachment; filename="trusts-of-qaa-summer-2026-.csv"',
    );
  });
});
