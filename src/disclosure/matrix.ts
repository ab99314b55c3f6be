import { beyond, columnsOf, type Pivoted, type Row, withRow } from './elimination.ts';

/**
 * The rows that somebody can see, ready to be combined. Contributors with identical entries in
 * every row are one atom: no combination of rows tells them apart. Columns are atoms.
 */
export interface Matrix {
  readonly atoms: readonly (readonly string[])[];
  /** Linearly independent combinations of the rows, which span what all of them span. */
  readonly basis: readonly Pivoted[];
  /** Under which name a contributor is counted: changed values count with the one they were. */
  readonly countedAs: (contributor: string) => string;
}

/** A matrix that a row has been held against; its atoms are as fine as the row makes them. */
export interface Compared extends Matrix {
  /** By atom, its contributors as they are counted. */
  readonly counted: readonly ReadonlySet<string>[];
  /** What the row says beyond the matrix: 0 everywhere if nothing. */
  readonly rest: Row;
}

/** Nothing is seen yet: nothing tells the contributors apart. */
export function emptyMatrix(
  contributors: readonly string[],
  countedAs: Matrix['countedAs'],
): Matrix {
  return { atoms: [contributors], basis: [], countedAs };
}

/**
 * Holds a row against the matrix. Pivots are in atoms of at least k contributors wherever a row
 * has one, so a row whose pivot is in a smaller one is 0 in all of them. Together such rows span
 * every combination that vanishes on all large atoms: W in the method, section 5.
 * @param row by contributor; who is not in it has 0.
 */
export function compare(matrix: Matrix, row: ReadonlyMap<string, bigint>, k: number): Compared {
  const parts = matrix.atoms.flatMap((atom, from) => split(atom, row, from));
  const atoms = parts.map(({ members }) => members);
  const counted = atoms.map((atom) => new Set(atom.map(matrix.countedAs)));
  const isLarge = (column: number) => (counted[column] as ReadonlySet<string>).size >= k;
  // Any part of the atom that was the pivot can be it now.
  const pivotOf = new Map(parts.map(({ from }, column) => [from, column]));
  const spread = matrix.basis.map(({ row: old, pivot }) => ({
    row: parts.map(({ from }) => old[from] as bigint),
    pivot: pivotOf.get(pivot) as number,
  }));
  const basis = largeFirst(spread, isLarge);
  const rest = beyond(
    parts.map(({ entry }) => entry),
    basis,
  );
  return { ...matrix, atoms, counted, basis, rest };
}

/** The matrix with the row that it was compared with. */
export function including({ counted, rest, ...matrix }: Compared, k: number): Matrix {
  const columns = columnsOf(rest);
  const large = columns.find((column) => (counted[column] as ReadonlySet<string>).size >= k);
  const pivot = large ?? columns[0];
  return pivot === undefined ? matrix : { ...matrix, basis: withRow(matrix.basis, rest, pivot) };
}

/** In an order that depends on the entries alone, not on who comes first in the atom. */
function split(atom: readonly string[], row: ReadonlyMap<string, bigint>, from: number) {
  const byEntry = new Map<bigint, string[]>();
  for (const id of atom) {
    const entry = row.get(id) ?? 0n;
    const members = byEntry.get(entry);
    if (members) members.push(id);
    else byEntry.set(entry, [id]);
  }
  return [...byEntry]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([entry, members]) => ({ entry, members, from }));
}

/** The same span, with a pivot in a large atom for every row that has an entry in one. */
function largeFirst(
  basis: readonly Pivoted[],
  isLarge: (column: number) => boolean,
): readonly Pivoted[] {
  const better = ({ row, pivot }: Pivoted) =>
    isLarge(pivot) ? -1 : row.findIndex((entry, column) => entry !== 0n && isLarge(column));
  for (let moved = basis; ; ) {
    const at = moved.findIndex((each) => better(each) >= 0);
    const each = moved[at];
    if (!each) return moved;
    moved = withRow(moved.toSpliced(at, 1), each.row, better(each));
  }
}
