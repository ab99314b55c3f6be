import { isolatesFewer } from '../small-combination.ts';
import { clear, type Pivoted, TooLarge } from './elimination.ts';

type Row = readonly number[];

interface Limits {
  readonly k: number;
  readonly combinations: number;
}

/** Columns of the same atom have the same entry in every row. */
interface Atoms {
  readonly of: Int32Array;
  /** By atom, how many contributors it has. */
  readonly sizes: readonly number[];
}

/**
 * What `releasable` says (method, section 5, R1 and R2), for contributors of whom many are alike:
 * one column stands for as many as it counts. In plain numbers, and in exact ones of any size where
 * all of what a row adds is in small atoms; null where plain numbers could be too large for it.
 * @param counts by column, how many contributors are alike.
 * @param rows in whole numbers by column: what is seen already, and what is tried beside it.
 * @returns the positions of the tried rows that may be shown.
 */
export function releasableAlike(
  counts: readonly number[],
  rows: { readonly seen: readonly Row[]; readonly tried: readonly Row[] },
  limits: Limits,
): ReadonlySet<number> | null {
  try {
    return releasableIn(counts, rows, limits);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

function releasableIn(
  counts: readonly number[],
  { seen, tried }: { readonly seen: readonly Row[]; readonly tried: readonly Row[] },
  limits: Limits,
): ReadonlySet<number> {
  const released = new Set<number>();
  const basis: Pivoted[] = [];
  let shown = refined(new Int32Array(counts.length), counts, null);
  for (const [at, row] of [...seen, ...tried].entries()) {
    const position = at - seen.length;
    const size = row.reduce((sum, entry, column) => sum + (entry ? (counts[column] ?? 0) : 0), 0);
    if (position >= 0 && size < limits.k) continue;
    const finer = refined(shown.of, counts, row);
    const isLarge = (column: number) => (finer.sizes[finer.of[column] as number] ?? 0) >= limits.k;
    largeFirst(basis, isLarge);
    const rest = Float64Array.from(row);
    for (const each of basis) clear(rest, each);
    const isolates = isolatesBeside(basis, rest, { atoms: finer, isLarge }, limits);
    if (isolates && position < 0) return released;
    if (isolates) continue;
    include(basis, rest, isLarge);
    shown = finer;
    if (position >= 0) released.add(position);
  }
  return released;
}

/** The atoms with each apart in which the row differs. */
function refined(before: Int32Array, counts: readonly number[], row: Row | null): Atoms {
  const numbers = new Map<number, Map<number, number>>();
  const sizes: number[] = [];
  const of = before.map((atom, column) => {
    const byEntry = numbers.get(atom) ?? new Map<number, number>();
    numbers.set(atom, byEntry);
    const entry = row?.[column] ?? 0;
    const number = byEntry.get(entry) ?? sizes.length;
    byEntry.set(entry, number);
    sizes[number] = (sizes[number] ?? 0) + (counts[column] as number);
    return number;
  });
  return { of, sizes };
}

/** Gives every row that has an entry in a large atom its pivot there. */
function largeFirst(basis: Pivoted[], isLarge: (column: number) => boolean): void {
  for (const each of basis) {
    if (isLarge(each.pivot)) continue;
    const better = each.row.findIndex((entry, column) => entry !== 0 && isLarge(column));
    if (better < 0) continue;
    each.pivot = better;
    for (const other of basis) if (other !== each) clear(other.row, each);
  }
}

function include(basis: Pivoted[], row: Float64Array, isLarge: (column: number) => boolean): void {
  const large = row.findIndex((entry, column) => entry !== 0 && isLarge(column));
  const pivot = large >= 0 ? large : row.findIndex((entry) => entry !== 0);
  if (pivot < 0) return;
  const added = { row, pivot };
  for (const other of basis) clear(other.row, added);
  basis.push(added);
}

function isolatesBeside(
  basis: readonly Pivoted[],
  rest: Float64Array,
  { atoms, isLarge }: { atoms: Atoms; isLarge: (column: number) => boolean },
  { k, combinations }: Limits,
): boolean {
  if (rest.every((entry) => entry === 0)) return false;
  if (rest.some((entry, column) => entry !== 0 && isLarge(column))) return false;
  // Rows whose pivot is in a small atom are 0 in all large ones, and only these come into it.
  const vanishing = basis.filter(({ pivot }) => !isLarge(pivot));
  const first = new Map<number, number>();
  for (const [column, atom] of atoms.of.entries())
    if (!isLarge(column) && !first.has(atom)) first.set(atom, column);
  const columns = [...first.values()].filter(
    (column) => rest[column] !== 0 || vanishing.some(({ row }) => row[column] !== 0),
  );
  const exact = (row: Float64Array) => columns.map((column) => BigInt(row[column] as number));
  const compared = {
    ...{ atoms: [], countedAs: (id: string) => id },
    basis: vanishing.map(({ row, pivot }) => ({
      row: exact(row),
      pivot: columns.indexOf(first.get(atoms.of[pivot] as number) as number),
    })),
    counted: columns.map((column) => contributors(column, atoms)),
    rest: exact(rest),
  };
  return isolatesFewer(compared, k, combinations);
}

function contributors(column: number, { of, sizes }: Atoms): ReadonlySet<string> {
  const size = sizes[of[column] as number] as number;
  return new Set(Array.from({ length: size }, (_, i) => `${column} ${i}`));
}
