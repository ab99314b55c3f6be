import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { fileOf } from '../attack/fetched.ts';
import { plainText } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { tablesOf } from './formats.ts';

export type BoardRow = Readonly<Record<string, string>>;

/** The file of an integrated care board, without the marks of what would be formulas. */
export function boardRowsOf(file: string): readonly BoardRow[] {
  const rows: Record<string, string>[] = parse(file, { bom: true, columns: true });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [name, cell.replace(/^'(?=[=+\-@])/, '')]),
    ),
  );
}

/**
 * Whether what somebody sees of the trusts of a board is the same on the page and in its file.
 * @returns the rows of the file; null where there is nothing for them.
 */
export async function expectTheSameBoard(
  agent: Agent,
  board: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly BoardRow[] | null> {
  const html = await fileOf(agent, `/icbs/${board}`, query);
  const file = await fileOf(agent, `/icbs/${board}/scores.csv`, query);
  expect(file === null).toBe(html === null);
  if (html === null || file === null) return null;
  const rows = boardRowsOf(file);
  const trusts = rows.filter(({ Part }) => Part === 'Scores').map(({ Code }) => Code);
  expect(numbersOn(html)).toEqual(numbersIn(rows, new Set(trusts.filter(Boolean)).size));
  expect(matricesOn(html)).toEqual(matricesIn(rows));
  const text = plainText(html);
  for (const { Part = '', What, Value = '' } of rows)
    if (['Not shown', 'Not released yet'].includes(Part) || What === 'In a sentence')
      expect(text).toContain(Value);
  expectDerived(rows);
  return rows;
}

/** Every number and range that stands in a cell of a table on the page, without its mark. */
function numbersOn(html: string): readonly string[] {
  return tablesOf(html)
    .flatMap((table) => table.slice(1))
    .flatMap((row) => row.slice(1))
    .map((cell) => cell.replace(/^[○◐●] /, ''))
    .filter((cell) => /^(All )?\d/.test(cell))
    .sort();
}

function numbersIn(rows: readonly BoardRow[], trusts: number): readonly string[] {
  const inParts = (...parts: string[]) => rows.filter(({ Part = '' }) => parts.includes(Part));
  const shares = Map.groupBy(inParts('Who shares'), (row) => row['Type of trust']);
  const gaps = Map.groupBy(inParts('Nobody owns'), ({ What }) => What);
  // A column of zeros is left out of the page.
  const isLeftOut = (row: BoardRow) =>
    row.Part === 'Spread' && /: not scored$/.test(row.What ?? '');
  const noneLeft = inParts('Spread')
    .filter(isLeftOut)
    .every(({ Value }) => Value === '0');
  return [
    ...[...shares.values()].map(([belong, share]) => `${share?.Value} of ${belong?.Value}`),
    ...inParts('Scores', 'Range', 'Spread', 'Participation')
      .filter(({ What = '' }) => !/^(Secured level|Signed off on|In a sentence)$/.test(What))
      .filter((row) => !(noneLeft && isLeftOut(row)))
      .map(({ Value = '' }) => Value)
      .filter((value) => /^(All )?\d/.test(value)),
    ...[...gaps.values()].map((several) => `${several.length} of ${trusts}`),
  ].sort();
}

/** The tables by type: each trust with its scores by dimension. */
function matricesOn(html: string): readonly (readonly string[])[] {
  return tablesOf(html)
    .filter(([head]) => head?.[0] === 'Trust')
    .flatMap((table) => table.slice(1))
    .map((row) => row.map((cell) => cell.replace(/^[○◐●] /, '')));
}

function matricesIn(rows: readonly BoardRow[]): readonly (readonly string[])[] {
  const byType = Map.groupBy(
    rows.filter(({ Part = '' }) => ['Scores', 'Range'].includes(Part)),
    (row) => row['Type of trust'],
  );
  return [...byType.values()].flatMap((ofType) => {
    const trusts = Map.groupBy(
      ofType.filter(({ Part, Code }) => Part === 'Scores' && Code),
      ({ Code }) => Code,
    );
    const ranges = ofType.filter(({ Part }) => Part === 'Range').map(({ Value = '' }) => Value);
    return [
      ...[...trusts.values()].map((cells) => {
        const values = cells.map(({ Value = '' }) => Value);
        const [secured, signed] = values.slice(-2);
        const name = `${cells[0]?.Trust} Secured level: ${secured} Signed off on ${signed}`;
        return [name.replace(/\s+/g, ' ').trim(), ...values.slice(0, -2)];
      }),
      ...(ranges.length > 0 ? [['Range', ...ranges]] : []),
    ];
  });
}

/** Whether everything that is summarised follows from the trusts that are named, and no others. */
function expectDerived(rows: readonly BoardRow[]): void {
  const scores = rows.filter(({ Part, Code }) => Part === 'Scores' && Code);
  const isScore = ({ Value = '' }: BoardRow) => /^\d\.\d$/.test(Value);
  const valuesOf = (some: readonly BoardRow[]) =>
    some
      .filter(isScore)
      .map(({ Value }) => Value as string)
      .sort();
  for (const range of rows.filter(({ Part }) => Part === 'Range')) {
    const ofType = scores.filter((row) => row['Type of trust'] === range['Type of trust']);
    const values = valuesOf(ofType.filter(({ What }) => What === range.What));
    const [low, high] = [values[0], values.at(-1)];
    const several = low === high ? `All ${low}` : `${low} to ${high}`;
    const words = values.length === 1 ? `${low}, one scored` : several;
    expect(range.Value).toBe(values.length === 0 ? 'None scored' : words);
  }
  for (const share of rows.filter(({ Part, What }) => Part === 'Who shares' && What === 'Share')) {
    const ofType = scores.filter((row) => row['Type of trust'] === share['Type of trust']);
    expect(share.Value).toBe(String(new Set(ofType.map(({ Code }) => Code)).size));
  }
  for (const { What = '', Value } of rows.filter(({ Part }) => Part === 'Spread')) {
    const [, dimension, level] = What.match(/^(.*): at (\d) /) ?? [];
    const values = valuesOf(scores.filter((row) => row.What === dimension));
    if (level) expect(Value).toBe(String(values.filter((value) => value.startsWith(level)).length));
  }
}
