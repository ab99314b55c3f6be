import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { Sheet } from './files.ts';
import type { Cell } from './table.ts';

/** The columns of a table that is read, not calculated with: wide enough for its first words. */
const widths = [{ width: 34 }, { width: 52 }, ...Array.from({ length: 18 }, () => ({ width: 18 }))];

/**
 * A workbook of these sheets. A text is written as a text, whatever it begins with, so that no
 * program takes it for a formula; a number is written as one.
 */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const file = writeXlsxFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      columns: widths,
      data: rows.map((row): Row => row.map(cellOf)),
    })),
  );
  return file.toBuffer();
}

function cellOf({ text, number }: Cell): Row[number] {
  if (number === undefined) return { type: String, value: text, wrap: text.length > 40 };
  return { type: Number, value: number, format: text.includes('.') ? '0.0' : '0' };
}
