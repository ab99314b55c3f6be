import { CsvError, parse } from 'csv-parse/sync';

/** A row of cells and the line on which it begins. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly lines: readonly Line[];
  readonly problem?: { readonly line: number | null; readonly message: string };
  /** Whether the lines before the problem, if any, can be relied on. */
  readonly usable: boolean;
}

/** Reads bytes as a table, as far as they are one; the first thing that is no CSV ends it. */
export function readTable(bytes: Uint8Array): Table {
  const unusable = (line: number | null, message: string) => ({
    lines: [],
    problem: { line, message },
    usable: false,
  });
  const nul = bytes.indexOf(0);
  if (nul >= 0) return unusable(lineOf(bytes, nul), 'is not text: there is a NUL byte');
  let text: string;
  try {
    // Refuses other encodings rather than replace what it cannot read, and takes off the byte
    // order mark that spreadsheets write.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unusable(null, 'is not UTF-8 text: save it as "CSV UTF-8"');
  }

  const lines: Line[] = [];
  try {
    parse(text.replace(/\r\n?/g, '\n'), {
      record_delimiter: '\n',
      skip_empty_lines: true,
      // The number of cells is checked for every row below, not only for the first that is wrong.
      relax_column_count: true,
      on_record: (cells: string[], { lines: last }) => {
        // The parser knows the last line of a row; a cell with line breaks makes it begin earlier.
        lines.push({ line: last - (cells.join('').match(/\n/g)?.length ?? 0), cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser stands at the end of the file when a quote is never closed.
    const line =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? (lines.at(-1)?.line ?? 0) + 1
        : (error as CsvError & { lines: number }).lines;
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quotation mark is opened from here on and never closed'
        : 'a quotation mark stands in the wrong place';
    return { lines, problem: { line, message }, usable: true };
  }
  return { lines, usable: true };
}

function lineOf(bytes: Uint8Array, position: number): number {
  return bytes.subarray(0, position).filter((byte) => byte === 10).length + 1;
}
