/**
 * Disclosure control as it is defined (method, section 5), without anything clever: plain columns,
 * every set T, exact fractions. Only for a handful of contributors.
 */

/** Above and below the line; below is above 0. */
export type Fraction = readonly [bigint, bigint];

/** A set whose weights are exact fractions, by contributor. */
export interface ExactSet {
  readonly code: string;
  readonly weights: ReadonlyMap<string, Fraction>;
}

interface Rule {
  readonly k: number;
  readonly known: ReadonlySet<string>;
  readonly earlier: readonly ExactSet[];
  /** By contributor with a changed value, which one it was at first: they are counted as one. */
  readonly changed: ReadonlyMap<string, string>;
  /** How many contributors one stands for, all of them with its weights; 1 unless given. */
  readonly times?: ReadonlyMap<string, number>;
}

/** The codes that may be released, tried in the order given. */
export function definedReleasable(sets: readonly ExactSet[], rule: Rule): string[] {
  const released = [...rule.earlier];
  if (isolates(released, rule)) return [];
  const codes: string[] = [];
  for (const set of sets) {
    if (size(countedIn([set], rule), rule) < rule.k || isolates([...released, set], rule)) continue;
    released.push(set);
    codes.push(set.code);
  }
  return codes;
}

/** Whether, for some T with 1 ≤ |T| < k, rank(M without T) < rank(M). */
function isolates(sets: readonly ExactSet[], rule: Rule): boolean {
  const columns = unknownIn(sets, rule);
  const rankOf = (some: readonly string[]) =>
    rank(sets.map(({ weights }) => some.map((id) => weights.get(id) ?? [0n, 1n])));
  const full = rankOf(columns);
  return subsets(countedIn(sets, rule), rule.k - 1)
    .filter((T) => size(T, rule) < rule.k)
    .some((T) => rankOf(columns.filter((id) => !T.includes(rule.changed.get(id) ?? id))) < full);
}

function size(ids: readonly string[], { times }: Rule): number {
  return ids.reduce((sum, id) => sum + (times?.get(id) ?? 1), 0);
}

function unknownIn(sets: readonly ExactSet[], { known }: Rule): string[] {
  const ids = new Set(sets.flatMap(({ weights }) => [...weights.keys()]));
  return [...ids].filter((id) => !known.has(id));
}

function countedIn(sets: readonly ExactSet[], rule: Rule): string[] {
  return [...new Set(unknownIn(sets, rule).map((id) => rule.changed.get(id) ?? id))];
}

/** All subsets with at least one and at most this many. */
export function subsets<T>(all: readonly T[], most: number): T[][] {
  if (most === 0) return [];
  return all.flatMap((first, i) => [
    [first],
    ...subsets(all.slice(i + 1), most - 1).map((others) => [first, ...others]),
  ]);
}

/** The rank of a matrix of fractions, by Gaussian elimination. */
export function rank(matrix: readonly (readonly Fraction[])[]): number {
  let rows = matrix.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    const pivot = rows.find((row) => at(row, column)[0] !== 0n);
    if (!pivot) continue;
    found += 1;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) => {
        const factor = divided(at(row, column), at(pivot, column));
        if (factor[0] === 0n) return row;
        return row.map((entry, i) => minus(entry, times(factor, at(pivot, i))));
      });
  }
  return found;
}

function at(row: readonly Fraction[], column: number): Fraction {
  return row[column] as Fraction;
}

function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

function divided([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return c < 0n ? [-a * d, b * -c] : [a * d, b * c];
}

function minus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  const [above, below] = [a * d - c * b, b * d];
  return above === 0n ? [0n, 1n] : [above, below];
}
