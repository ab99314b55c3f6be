import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import type { Agent } from '../support/service.ts';

export type Rows = readonly (readonly string[])[];

export async function workbook(
  agent: Agent,
  address: string,
  query: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const { body } = await agent
    .get(address)
    .query(query)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  return body;
}

export async function readWorkbook(file: Buffer): Promise<Rows> {
  return (await readXlsxFile(file)).flatMap(({ sheet, data }) => [
    [sheet],
    ...data.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
  ]);
}

/** The lines of a CSV file, without the mark of what would be a formula. */
export function readCsv(text: string): string[][] {
  const lines = parse(text, { bom: true, relax_column_count: true }) as string[][];
  return lines.map((line) => line.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')));
}

/** As both files can say it: a number without zeros at its end, without empty cells and lines. */
export function inShort(rows: Rows): Rows {
  const short = (cell: string) => (/^\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell);
  return rows
    .map((row) => row.filter((cell) => cell !== '').map(short))
    .filter((row) => row.length > 0);
}

/** A part of a file: where it comes from, what it says in sentences, and its table. */
export interface Sheet {
  readonly from: Rows;
  readonly said: readonly string[];
  readonly table: Rows;
}

export function sheetOf(lines: Rows, name: string): Sheet {
  const isEmpty = (line: readonly string[] | undefined) => !line || line.join('') === '';
  const start = lines.findIndex((line) => line.length === 1 && line[0] === name);
  const parts: string[][][] = [[]];
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] as string[];
    if (line.length === 1 && ['Earlier cycles', 'One level ahead'].includes(line[0] ?? '')) break;
    if (isEmpty(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  const [from = [], said = [], table = []] = parts;
  return { from, said: said.flat(), table };
}

/**
 * The names of the files that a workbook is made of, each with its checksum: the same where the
 * workbooks say the same, whenever they were made.
 */
export function checksumsOf(file: Buffer): readonly string[] {
  const found: string[] = [];
  const signature = Buffer.from('PK\u0001\u0002');
  for (let at = file.indexOf(signature); at >= 0; at = file.indexOf(signature, at + 1)) {
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28));
    if (!name.startsWith('docProps/')) found.push(`${name} ${file.readUInt32LE(at + 16)}`);
  }
  return found;
}
