/** A row of whole numbers with the column that is 0 in every other row of the same list. */
export interface Pivoted {
  readonly row: Float64Array;
  pivot: number;
}

/** Larger entries are not multiplied, so that whole numbers stay exact. */
const largest = 2 ** 24;

/** Thrown where plain numbers could not be exact any more. */
export class TooLarge extends Error {}

/**
 * Makes the column of a row 0 with a multiple of another, in place.
 * @throws TooLarge
 */
export function clear(row: Float64Array, { row: other, pivot }: Pivoted): void {
  const mine = row[pivot] as number;
  if (mine === 0) return;
  const theirs = other[pivot] as number;
  let most = 0;
  for (let at = 0; at < row.length; at++) {
    const entry = (row[at] as number) * theirs - (other[at] as number) * mine;
    row[at] = entry;
    most = Math.max(most, Math.abs(entry));
  }
  if (most > 1) reduce(row);
}

function reduce(row: Float64Array): void {
  let shared = 0;
  for (const entry of row) {
    if (entry === 0) continue;
    shared = divisor(shared, Math.abs(entry));
    if (shared === 1) break;
  }
  for (let at = 0; at < row.length; at++) {
    const entry = shared > 1 ? (row[at] as number) / shared : (row[at] as number);
    if (Math.abs(entry) > largest) throw new TooLarge();
    row[at] = entry;
  }
}

function divisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
