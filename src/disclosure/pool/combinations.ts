/** Sets added and taken away so that what is left is one set, each organisation in it just once. */
export interface Combination {
  /** By position; 1 where the set is added and -1 where it is taken away. */
  readonly terms: readonly (readonly [row: number, sign: 1 | -1])[];
  /** The positions of the sets that all of it is within. */
  readonly within: readonly number[];
  /** By column, whether it is in it. */
  readonly has: readonly boolean[];
}

const mostKept = 2_000;
/** All that can be made takes much room, and is asked again for the same viewer only. */
const mostMadeKept = 500;

/**
 * All combinations of the last set, alone or with up to `others` of those before it, that are one
 * set themselves: differences of nested sets, what disjoint ones leave of a wider one, what is
 * outside two that overlap, and so on.
 * @param sets how many there are.
 * @param columns by column, the sum of 2 to the power of the position of each set that it is in; no
 *   two the same, none 0.
 * @param kept where the answer is kept for whoever asks the same again.
 */
export function combinationsOfLast(
  sets: number,
  columns: readonly number[],
  others: number,
  kept: Map<string, readonly Combination[]>,
): readonly Combination[] {
  const question = `${sets} ${others} ${columns.join()}`;
  const known = kept.get(question);
  if (known) return known;
  const found = findAll(sets - 1, columns, others);
  if (kept.size >= mostKept) kept.clear();
  kept.set(question, found);
  return found;
}

/** A set that can be made of others, with each way to make it. */
export interface Made {
  readonly ways: readonly Combination['terms'][];
  /** The positions of the sets that all of it is within. */
  readonly within: readonly number[];
  /** By column, whether it is in it. */
  readonly has: readonly boolean[];
}

/** All sets that combinationsOfLast finds of the first, the first two, and so on up to all. */
export function madeOf(
  sets: number,
  columns: readonly number[],
  others: number,
  kept: Map<string, readonly Made[]>,
): readonly Made[] {
  const question = `${sets} ${others} ${columns.join()}`;
  const known = kept.get(question);
  if (known) return known;
  const byColumns = new Map<string, Made & { ways: Combination['terms'][] }>();
  for (let last = 0; last < sets; last++)
    for (const { terms, has } of findAll(last, columns, others)) {
      const key = has.map(Number).join('');
      const made = byColumns.get(key);
      if (made) made.ways.push(terms);
      else byColumns.set(key, { ways: [terms], within: around(has), has });
    }
  const found = [...byColumns.values()];
  if (kept.size >= mostMadeKept) kept.clear();
  kept.set(question, found);
  return found;

  function around(has: readonly boolean[]): readonly number[] {
    return Array.from({ length: sets }, (_, row) => row).filter((row) =>
      columns.every((column, at) => !has[at] || Math.floor(column / 2 ** row) % 2 === 1),
    );
  }
}

function findAll(last: number, columns: readonly number[], others: number): Combination[] {
  const rows = Array.from({ length: last + 1 }, (_, row) =>
    Int8Array.from(columns, (column) => Math.floor(column / 2 ** row) % 2),
  );
  const found: Combination[] = [];
  const extend = (sums: Int8Array, terms: Combination['terms'], before: number) => {
    const sign = signOf(sums);
    if (sign !== 0)
      found.push({
        terms: terms.map(([row, own]) => [row, own === sign ? 1 : -1]),
        within: [...rows.keys()].filter((row) =>
          sums.every((entry, column) => entry === 0 || rows[row]?.[column] === 1),
        ),
        has: [...sums].map((entry) => entry !== 0),
      });
    if (terms.length > others) return;
    for (let row = before - 1; row >= 0; row--)
      for (const own of [1, -1] as const) {
        const entries = rows[row] as Int8Array;
        extend(
          sums.map((entry, column) => entry + own * (entries[column] as number)),
          [...terms, [row, own]],
          row,
        );
      }
  };
  extend(rows[last] as Int8Array, [[last, 1]], last);
  return found;
}

/** 1 where all entries are 0 or 1, -1 where all are 0 or -1, 0 otherwise and of nothing. */
function signOf(entries: Int8Array): 1 | -1 | 0 {
  let [least, most] = [0, 0];
  for (const entry of entries) {
    if (entry < least) least = entry;
    if (entry > most) most = entry;
  }
  if (least === 0 && most === 1) return 1;
  return least === -1 && most === 0 ? -1 : 0;
}
