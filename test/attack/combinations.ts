import { atomsOf } from './atoms.ts';
import type { Sight } from './sight.ts';

/** Above this many unions it is not known whether one of them is isolated. */
const mostUnions = 200_000;

/** A multiple of every number of dimensions that an overall can be the mean of. */
const parts = 2520;

/**
 * Sets of at least one and fewer than so many unknown organisations that some linear combination
 * of everything shown depends on, and on nobody else: what could be worked out if nothing were
 * rounded. An overall is the mean of its organisation's dimensions. Organisations that changed
 * between releases are counted once.
 */
export function isolatedBy(sight: Sight, fewer: number): readonly (readonly string[])[] {
  const { atoms, rows } = atomsOf(sight);
  const organisations = (some: Iterable<number>) =>
    new Set([...some].flatMap((at) => (atoms[at]?.contributors ?? []).map(sight.organisationOf)));
  const all = atoms.map((_, at) => at);
  const small = all.filter((at) => organisations([at]).size < fewer);
  const order = [...all.filter((at) => !small.includes(at)), ...small];
  const columns = order.flatMap((at) => dimensionsOf(sight, at).map((code) => ({ at, code })));
  const matrix = rows.map((row) =>
    columns.map(({ at, code }) => {
      if (!row.atoms.has(at)) return 0;
      if (row.measure === sight.overall) return parts / dimensionsOf(sight, at).length;
      return row.measure === code ? 1 : 0;
    }),
  );
  const large = columns.filter(({ at }) => !small.includes(at)).length;
  const left = reduced(matrix).filter((row) => row.slice(0, large).every((entry) => entry === 0));
  const atomAt = (column: number) => columns[column]?.at as number;
  const pivots = left.map((row) => atomAt(row.findIndex((entry) => entry !== 0)));
  const fits = (some: readonly number[]) => organisations(some).size < fewer;
  const found: (readonly string[])[] = [];
  let tried = 0;
  // A combination uses the rows whose pivots it does not vanish on, and these are in its set.
  for (const chosen of unions([...new Set(pivots)], fits)) {
    const used = left.filter((_, row) => chosen.includes(pivots[row] as number));
    const support = new Set(
      used.flatMap((row) => row.flatMap((entry, column) => (entry === 0 ? [] : atomAt(column)))),
    );
    const further = [...support].filter((at) => !pivots.includes(at));
    for (const more of [[], ...unions(further, (some) => fits([...chosen, ...some]))]) {
      if (++tried > mostUnions) throw new Error('Too many unions to look at');
      const union = new Set([...chosen, ...more]);
      const others = used.map((row) => row.filter((_, column) => !union.has(atomAt(column))));
      if (reduced(others).length < used.length) found.push([...organisations(union)]);
    }
  }
  return found;

  function dimensionsOf(of: Sight, at: number): readonly string[] {
    return (atoms[at]?.scored ?? []).filter((code) => code !== of.overall);
  }
}

/** All sets of at least one that fit; what is part of a set that fits has to fit as well. */
function* unions(
  all: readonly number[],
  fits: (some: readonly number[]) => boolean,
  before: readonly number[] = [],
): Generator<readonly number[]> {
  for (const [i, at] of all.entries()) {
    const some = [...before, at];
    if (!fits(some)) continue;
    yield some;
    yield* unions(all.slice(i + 1), fits, some);
  }
}

/** Elimination modulo a prime, exact where fractions of this size are: products stay whole. */
const prime = 67_108_859;

/** Independent rows of the same span, each 0 wherever another one begins. */
function reduced(matrix: readonly (readonly number[])[]): number[][] {
  let rows = matrix.map((row) => row.map((entry) => entry % prime));
  let found: number[][] = [];
  for (let column = 0; column < (matrix[0]?.length ?? 0) && rows.length > 0; column++) {
    const pivot = rows.find((row) => row[column] !== 0);
    if (!pivot) continue;
    const inverse = power(pivot[column] as number, prime - 2);
    const clear = (row: number[]) => {
      const factor = ((row[column] as number) * inverse) % prime;
      return factor === 0
        ? row
        : row.map((entry, i) => minus(entry, factor * (pivot[i] as number)));
    };
    rows = rows.filter((row) => row !== pivot).map(clear);
    found = [...found.map(clear), pivot];
  }
  return found;
}

function minus(entry: number, product: number): number {
  const next = (entry - (product % prime)) % prime;
  return next < 0 ? next + prime : next;
}

function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
