import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';

/**
 * Answers with a table as a CSV file to keep, which spreadsheet programs open as what it is: text
 * that would be a formula is marked as text, and a byte order mark says that it is UTF-8.
 * @param fileName of letters, digits, hyphens and a dot; others become hyphens.
 * @param rows the names of the columns first.
 */
export function sendCsv(
  res: Response,
  fileName: string,
  rows: readonly (readonly string[])[],
): void {
  const name = fileName.toLowerCase().replace(/[^a-z0-9.]+/g, '-');
  res.setHeader('Content-Type', 'text/csv; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  res.setHeader('Cache-Control', 'no-store');
  res.end(toCsv(rows));
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}
