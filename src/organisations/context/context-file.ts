import { readTable } from '../csv-table.ts';
import type { FileProblem, GivenFile } from '../register-file.ts';
import { type ContextRow, contextColumns, contextRow, neededColumns } from './context-row.ts';

/** A well-formed row and where it stands. */
export interface LocatedContext {
  readonly line: number;
  readonly row: ContextRow;
}

export interface ReadContextFile {
  readonly name: string;
  /** The columns that it has, in its order. */
  readonly columns: readonly string[];
  readonly rows: readonly LocatedContext[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads a context file as far as it is one, with all that is wrong with it. Columns may stand in
 * any order; those of variables may be missing, which says no more than empty cells do.
 */
export function readContextFile({ name, bytes }: GivenFile): ReadContextFile {
  const table = readTable(bytes);
  const [header, ...body] = table.lines;
  const problems: FileProblem[] = [];
  const wrong = (line: number | null, message: string) =>
    problems.push({ file: name, line, column: null, message });
  const columns = header?.cells ?? [];
  const isHeader = header !== undefined && table.usable;
  const problemsOfHeader = isHeader ? headerProblems(columns) : [];
  for (const message of problemsOfHeader) wrong(header?.line ?? null, message);
  if (table.usable && !header && !table.problem) wrong(null, 'is empty');
  const readable = isHeader && problemsOfHeader.length === 0;
  if (readable && body.length === 0 && !table.problem) wrong(null, 'has a header and no rows');

  const rows: LocatedContext[] = [];
  for (const { line, cells } of readable ? body : []) {
    if (cells.length !== columns.length) {
      wrong(line, `has ${cells.length} fields instead of ${columns.length}`);
      continue;
    }
    const given = Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
    const parsed = contextRow.safeParse({ ...nothing, ...given });
    if (parsed.success) rows.push({ line, row: parsed.data });
    else
      for (const { path, message } of parsed.error.issues)
        problems.push(contextProblem({ name, columns }, line, String(path[0]), message));
  }
  if (table.problem) wrong(table.problem.line, table.problem.message);
  return { name, columns, rows, problems };
}

/** A problem with one cell of a row. */
export function contextProblem(
  { name, columns }: Pick<ReadContextFile, 'name' | 'columns'>,
  line: number,
  column: string,
  message: string,
): FileProblem {
  const position = columns.indexOf(column) + 1;
  return { file: name, line, column: { name: column, position }, message };
}

const nothing = Object.fromEntries(contextColumns.map((column) => [column, '']));

function headerProblems(header: readonly string[]): string[] {
  const missing = neededColumns.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !contextColumns.includes(column));
  const twice = header.filter(
    (column, at) => contextColumns.includes(column) && header.indexOf(column) !== at,
  );
  return [
    ...missing.map((column) => `the header has no column ${column}`),
    ...unknown.map(
      (column) =>
        `the header has a column ${JSON.stringify(column.slice(0, 80))}, which is none of ${contextColumns.join(', ')}`,
    ),
    ...twice.map((column) => `the header has the column ${column} more than once`),
  ];
}
