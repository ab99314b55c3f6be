import { type Line, readTable } from './csv-table.ts';
import { organisationCode } from './organisation.ts';
import { columnsOf, type FileKind, fileKinds, type Row, rowSchemas } from './register-row.ts';

/** A file as it was given: what it is called, and what is in it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Something wrong with a file; the line and the column where they are known. */
export interface FileProblem {
  readonly file: string;
  readonly line: number | null;
  readonly column: { readonly name: string; readonly position: number } | null;
  readonly message: string;
}

/** A well-formed row and where it stands. */
export interface Located<K extends FileKind> {
  readonly file: string;
  readonly line: number;
  readonly kind: K;
  readonly row: Row<K>;
}

export type RegisterRows = { readonly [K in FileKind]: readonly Located<K>[] };

export interface ReadFiles {
  readonly rows: RegisterRows;
  readonly problems: readonly FileProblem[];
  /** Codes of malformed rows: they are wrong, but whoever refers to them is not. */
  readonly malformed: ReadonlySet<string>;
  /** Whether every file is a table of a known kind; if not, what refers to it cannot be checked. */
  readonly complete: boolean;
}

/** "organisations.csv line 7, column 3 (kind): must be trust or icb" */
export function problemText({ file, line, column, message }: FileProblem): string {
  const place = line === null ? '' : ` line ${line}`;
  const cell = column === null ? '' : `, column ${column.position} (${column.name})`;
  return `${file}${place}${cell}: ${message}`;
}

/** A problem with one cell of a row. */
export function cellProblem<K extends FileKind>(
  { file, line, kind }: Pick<Located<K>, 'file' | 'line' | 'kind'>,
  column: keyof Row<K> & string,
  message: string,
): FileProblem {
  const position = columnsOf(kind).indexOf(column) + 1;
  return { file, line, column: { name: column, position }, message };
}

/** Reads all files, each recognised by its header, in whatever order they come. */
export function readFiles(given: readonly GivenFile[]): ReadFiles {
  const rows: { [K in FileKind]: Located<K>[] } = {
    organisations: [],
    icbs: [],
    icbs_2022_42: [],
    succession: [],
    closed_trusts: [],
  };
  const problems: FileProblem[] = [];
  const malformed = new Set<string>();
  const kinds = new Map<FileKind, string>();
  let complete = true;

  for (const { name: file, bytes } of given) {
    const table = readTable(bytes);
    const [header, ...body] = table.lines;
    const kind = header && table.usable ? kindOf(header.cells) : undefined;
    const wrong = (line: number | null, message: string) =>
      problems.push({ file, line, column: null, message });

    const earlier = kind && kinds.get(kind);
    if (table.usable && !header) wrong(null, 'is empty');
    else if (header && !kind) wrong(header.line, headerMessage(header.cells));
    else if (earlier) wrong(null, `is the same kind of file as ${earlier}: give one of each kind`);
    else if (kind && header) {
      kinds.set(kind, file);
      const read = readRows(kind, file, body);
      (rows[kind] as Located<FileKind>[]).push(...read.rows);
      problems.push(...read.problems);
      for (const code of read.malformed) malformed.add(code);
      if (body.length === 0 && !table.problem) wrong(null, 'has a header and no rows');
    }
    if (table.problem) wrong(table.problem.line, table.problem.message);
    if (!kind || earlier || table.problem || body.length === 0) complete = false;
  }
  return { rows, problems, malformed, complete };
}

function kindOf(header: readonly string[]): FileKind | undefined {
  return fileKinds.find((kind) => columnsOf(kind).join() === header.join());
}

/** What differs from the kind of file that this header resembles most. */
function headerMessage(header: readonly string[]): string {
  /** How many columns they share, of all that either has. */
  const likeness = (kind: FileKind) => {
    const shared = columnsOf(kind).filter((column) => header.includes(column)).length;
    return shared / (columnsOf(kind).length + header.length - shared);
  };
  const [nearest] = fileKinds.toSorted((a, b) => likeness(b) - likeness(a));
  if (!nearest || likeness(nearest) < 0.3)
    return `the header is not that of a register file: ${quoted(header.join())}`;
  const expected = columnsOf(nearest);
  const missing = expected.filter((column) => !header.includes(column));
  const extra = header.filter(
    (column, at) => !expected.includes(column) || header.indexOf(column) !== at,
  );
  const differences = [
    missing.length > 0 ? `${missing.join(', ')} missing` : '',
    extra.length > 0 ? `${extra.map(quoted).join(', ')} too many` : '',
  ].filter(Boolean);
  return `the header must be ${expected.join()} (${differences.join('; ') || 'the order differs'})`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function readRows<K extends FileKind>(kind: K, file: string, body: readonly Line[]) {
  const columns = columnsOf(kind);
  const rows: Located<K>[] = [];
  const problems: FileProblem[] = [];
  const malformed: string[] = [];
  for (const { line, cells } of body) {
    const found: FileProblem[] = [];
    if (cells.length !== columns.length)
      found.push({
        file,
        line,
        column: null,
        message: `has ${cells.length} fields instead of ${columns.length}`,
      });
    else {
      const record = Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
      const parsed = rowSchemas[kind].safeParse(record);
      if (parsed.success) rows.push({ file, line, kind, row: parsed.data as Row<K> });
      else
        for (const { path, message } of parsed.error.issues)
          found.push(cellProblem({ file, line, kind }, path[0] as keyof Row<K> & string, message));
    }
    if (found.length === 0) continue;
    problems.push(...found);
    const code = organisationCode.safeParse(cells[0]);
    if (code.success) malformed.push(code.data);
  }
  return { rows, problems, malformed };
}
