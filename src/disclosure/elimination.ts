import { divisor } from './whole-numbers.ts';

/** A row of whole numbers. Rows stand for all their multiples: scaling one says nothing new. */
export type Row = readonly bigint[];

/** A row with the column that is 0 in every other row of the same list. */
export interface Pivoted {
  readonly row: Row;
  readonly pivot: number;
}

/** The columns in which the row is not 0. */
export function columnsOf(row: Row): readonly number[] {
  const columns: number[] = [];
  for (let column = 0; column < row.length; column++) if (row[column]) columns.push(column);
  return columns;
}

/** What is left of a row once as much of the other is taken away as makes the column 0. */
export function without(row: Row, column: number, other: Row): Row {
  const [mine, theirs] = [row[column], other[column]];
  if (!mine || !theirs) return row;
  return reduced(row.map((entry, i) => entry * theirs - (other[i] as bigint) * mine));
}

/** What a row says beyond these: 0 in all their pivots, and 0 everywhere if it says nothing. */
export function beyond(row: Row, basis: readonly Pivoted[]): Row {
  return basis.reduce((left, { row: other, pivot }) => without(left, pivot, other), row);
}

/** The basis with one more row, which has to be 0 in every pivot so far and not in this column. */
export function withRow(basis: readonly Pivoted[], row: Row, pivot: number): readonly Pivoted[] {
  const cleared = basis.map((each) => ({ ...each, row: without(each.row, pivot, row) }));
  return [...cleared, { row, pivot }];
}

/** The row without a common divisor, so that numbers stay small. */
function reduced(row: Row): Row {
  let shared = 0n;
  for (const entry of row) {
    if (entry === 0n) continue;
    shared = divisor(shared, entry);
    if (shared === 1n) return row;
  }
  return shared > 1n ? row.map((entry) => entry / shared) : row;
}
