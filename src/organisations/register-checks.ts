import type { Organisation } from './organisation.ts';
import {
  cellProblem,
  type FileProblem,
  type Located,
  type ReadFiles,
  type RegisterRows,
} from './register-file.ts';
import type { FileKind, Row } from './register-row.ts';

/** Codes that stand twice in one file, or in two files that cannot both be right. */
export function checkDuplicates(rows: RegisterRows): FileProblem[] {
  const problems: FileProblem[] = [];
  const where = (at: Located<FileKind>) => `${at.file} line ${at.line}`;

  function index<K extends FileKind>(
    located: readonly Located<K>[],
    keyOf: (row: Row<K>) => string,
    column: keyof Row<K> & string,
  ): Map<string, Located<K>> {
    const seen = new Map<string, Located<K>>();
    for (const at of located) {
      const first = seen.get(keyOf(at.row));
      if (first) problems.push(cellProblem(at, column, `is on line ${first.line} already`));
      else seen.set(keyOf(at.row), at);
    }
    return seen;
  }

  const organisations = index(rows.organisations, (row) => row.ods_code, 'ods_code');
  const icbs = index(rows.icbs, (row) => row.ods_code, 'ods_code');
  const earlier = index(rows.icbs_2022_42, (row) => row.ods_code, 'ods_code');
  index(rows.succession, (row) => `${row.predecessor} ${row.successor}`, 'successor');
  index(rows.closed_trusts, (row) => row.ods_code, 'ods_code');

  for (const at of rows.closed_trusts) {
    const code = at.row.ods_code;
    const other = organisations.get(code) ?? icbs.get(code) ?? earlier.get(code);
    if (other) problems.push(cellProblem(at, 'ods_code', `${code} is in ${where(other)} too`));
  }
  const regions = new Map<string, string>();
  for (const at of rows.icbs) {
    const region = regions.get(at.row.region_code) ?? at.row.region;
    regions.set(at.row.region_code, region);
    if (region !== at.row.region)
      problems.push(cellProblem(at, 'region_code', `is the code of ${region} on an earlier line`));
    const other = organisations.get(at.row.ods_code);
    if (!other) continue;
    if (other.row.kind !== 'icb')
      problems.push(cellProblem(at, 'ods_code', `is a trust in ${where(other)}`));
    for (const column of ['name', 'region'] as const)
      if (other.row[column] !== at.row[column])
        problems.push(
          cellProblem(at, column, `is ${JSON.stringify(other.row[column])} in ${where(other)}`),
        );
  }
  for (const at of rows.icbs_2022_42) {
    const other = organisations.get(at.row.ods_code);
    if (other && other.row.kind !== 'icb')
      problems.push(cellProblem(at, 'ods_code', `is a trust in ${where(other)}`));
  }
  return problems;
}

/** Codes that nobody has, or that belong to the wrong kind of organisation. */
export function checkReferences(
  { rows, malformed }: ReadFiles,
  organisations: ReadonlyMap<string, Organisation>,
): FileProblem[] {
  const problems: FileProblem[] = [];

  function refer<K extends FileKind>(
    at: Located<K>,
    column: keyof Row<K> & string,
    code: string,
    kind: 'trust' | 'icb',
    open = false,
  ): void {
    const wanted = kind === 'icb' ? 'an ICB' : 'a trust';
    const organisation = organisations.get(code);
    const wrong = (message: string) => problems.push(cellProblem(at, column, message));
    if (!organisation) {
      if (!malformed.has(code)) wrong(`${code} is not ${wanted} of these files or the register`);
    } else if (organisation.fictional)
      wrong(`${code} is a fictional organisation of the demonstration in this database`);
    else if (organisation.kind !== kind) wrong(`${code} is not ${wanted}`);
    else if (open && organisation.closedOn) wrong(`${code} closed on ${organisation.closedOn}`);
  }

  for (const at of rows.organisations)
    if (at.row.kind === 'trust') refer(at, 'icb_code', at.row.icb_code, 'icb', true);
  for (const at of rows.closed_trusts) refer(at, 'icb_code', at.row.icb_code, 'icb');
  for (const at of rows.icbs)
    for (const code of at.row.predecessors) refer(at, 'predecessors', code, 'icb');
  for (const at of rows.succession) {
    refer(at, 'predecessor', at.row.predecessor, at.row.kind);
    refer(at, 'successor', at.row.successor, at.row.kind);
  }
  return problems;
}
