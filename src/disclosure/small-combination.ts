import { columnsOf, type Pivoted, type Row } from './elimination.ts';
import type { Compared } from './matrix.ts';
import { dependsOnFewer } from './union-search.ts';

/**
 * Whether some combination of the compared row with rows of its matrix depends on at least one and
 * fewer than k contributors (method, section 5, R2). It is also true, without a look, where more than
 * `limit` unions of atoms could be what such a combination depends on. Combinations of the matrix
 * alone are not looked at: its rows have been compared before.
 */
export function isolatesFewer(compared: Compared, k: number, limit: number): boolean {
  const { basis, rest } = compared;
  const countedIn = (column: number) => compared.counted[column] as ReadonlySet<string>;
  const isLarge = (column: number) => countedIn(column).size >= k;
  const support = columnsOf(rest);
  // Nothing new where the matrix spans the row, and nobody isolated where no combination empties
  // an atom that is enough by itself.
  if (support.length === 0 || support.some(isLarge)) return false;
  const vanishing = basis.filter(({ pivot }) => !isLarge(pivot));
  const { rows, columns } = connected(support, vanishing);
  const counted = columns.map(countedIn);
  const all = new Set(counted.flatMap((some) => [...some]));
  if (rows.length === 0 || all.size < k) return all.size < k;
  if (unionsBelow(k, counted) > limit) return true;
  const within = (row: Row) => columns.map((column) => row[column] as bigint);
  const inside = rows.map(({ row, pivot }) => ({
    row: within(row),
    pivot: columns.indexOf(pivot),
  }));
  return dependsOnFewer({ row: within(rest), basis: inside, counted }, k);
}

/** Rows that share a column with the support, directly or by way of others, and all columns. */
function connected(support: readonly number[], basis: readonly Pivoted[]) {
  const columns = new Set(support);
  const rows: Pivoted[] = [];
  let apart = basis.map((each) => ({ each, own: columnsOf(each.row) }));
  for (let met = apart; met.length > 0; ) {
    met = apart.filter(({ own }) => own.some((column) => columns.has(column)));
    apart = apart.filter((other) => !met.includes(other));
    rows.push(...met.map(({ each }) => each));
    for (const column of met.flatMap(({ own }) => own)) columns.add(column);
  }
  return { rows, columns: [...columns].sort((a, b) => a - b) };
}

/**
 * How many unions of these atoms have fewer than k contributors. One that is in several atoms is
 * counted in the first alone, which can only make it more unions.
 */
function unionsBelow(k: number, atoms: readonly ReadonlySet<string>[]): number {
  const before = new Set<string>();
  const byTotal = new Array<number>(k).fill(0);
  byTotal[0] = 1;
  for (const counted of atoms) {
    const size = [...counted].filter((id) => !before.has(id)).length;
    for (const id of counted) before.add(id);
    for (let total = k - 1; total >= size; total--)
      byTotal[total] = (byTotal[total] as number) + (byTotal[total - size] as number);
  }
  // Without the empty one.
  return byTotal.reduce((sum, unions) => sum + unions) - 1;
}
