import { type Method, method } from '../../scoring/method.ts';
import { reaches } from '../../scoring/numbers.ts';
import { leastOf } from './least-of.ts';
import type { Known } from './parts.ts';
import { looked } from './reach.ts';

/** A set and what is known of its values, with the columns that are in it. */
export interface Part extends Known {
  readonly has: readonly boolean[];
}

/**
 * Whether too little is left open of some organisations of a small part, or of one column, where
 * other parts say more of these, or of the others in it, than the part itself does. Organisations
 * of one column cannot be told apart.
 * @param counts by column.
 */
export function fewAreTold(
  parts: readonly Part[],
  counts: readonly number[],
  rules: Pick<Method, 'disclosure'> = method,
): boolean {
  const fewer = rules.disclosure.k - 1;
  for (const [column, count] of counts.entries()) {
    for (let t = 1; t <= Math.min(count, fewer); t++) {
      let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const part of parts)
        if (part.has[column]) {
          low = Math.max(low, part.lowest[t] as number);
          high = Math.min(high, part.highest[t] as number);
        }
      if (!isLeft(low, high, t, rules)) return true;
    }
  }
  return parts.some(({ has, reach }) => {
    if (reach.size > looked) return false;
    const columns = counts.flatMap((_, at) => (has[at] ? [at] : []));
    const all = sayings(parts, columns, reach.size);
    const own = columns.map((column) => counts[column] as number);
    return !isClearlyOpen(all, own, reach, rules) && isToldOfSome(all, own, reach, rules);
  });
}

/** What is said of any so many of some columns, by how many: what they sum to. */
interface Saying {
  /** By position, whether the column is among them. */
  readonly has: readonly boolean[];
  readonly lowest: number[];
  readonly highest: number[];
}

/** What all parts say of these columns, the best of what is said of the same ones. */
function sayings(parts: readonly Part[], columns: readonly number[], most: number): Saying[] {
  const byColumns = new Map<number, Saying>();
  for (const part of parts) {
    let key = 0;
    for (let at = 0; at < columns.length; at++) if (part.has[columns[at] as number]) key += 2 ** at;
    if (key === 0) continue;
    const { lowest, highest } = part;
    const said = byColumns.get(key);
    if (!said) {
      const has = columns.map((column) => part.has[column] as boolean);
      byColumns.set(key, {
        has,
        lowest: lowest.slice(0, most + 1),
        highest: highest.slice(0, most + 1),
      });
      continue;
    }
    for (let count = 1; count <= most && count < lowest.length; count++) {
      const [low, high] = [lowest[count] as number, highest[count] as number];
      if (!(low <= (said.lowest[count] as number))) said.lowest[count] = low;
      if (!(high >= (said.highest[count] as number))) said.highest[count] = high;
    }
  }
  return [...byColumns.values()];
}

function isLeft(
  low: number,
  high: number,
  size: number,
  { disclosure }: Pick<Method, 'disclosure'>,
): boolean {
  return reaches(high - low, disclosure.leastOpen * size);
}

type Total = Pick<Known['reach'], 'least' | 'most' | 'size'>;

/**
 * Whether it is so for every choice without looking at each: with what is said at most of one
 * organisation of a column, on average of the so many that are chosen, or that are not.
 */
function isClearlyOpen(
  all: readonly Saying[],
  own: readonly number[],
  { least, most, size }: Total,
  { disclosure }: Pick<Method, 'disclosure'>,
): boolean {
  const fewer = disclosure.k - 1;
  const each = (count: number) =>
    own.flatMap((contributors, column) => {
      let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const { has, lowest, highest } of all)
        if (has[column])
          for (let s = 1; s <= count && s < lowest.length; s++) {
            low = Math.max(low, (lowest[s] as number) / s);
            high = Math.min(high, (highest[s] as number) / s);
          }
      return Array.from({ length: contributors }, () => ({ low, high }));
    });
  const [chosen, others] = [each(fewer), each(size - 1)];
  const total = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0);
  const open = others.map(({ low, high }) => high - low).sort((a, b) => a - b);
  // Whichever are chosen, the others say no more than what `others` has of each.
  const low = total(others.map(({ low }, at) => Math.max(low, chosen[at]?.low ?? low)));
  const high = total(others.map(({ high }, at) => Math.min(high, chosen[at]?.high ?? high)));
  const enough = disclosure.leastOpen;
  if (most - low < enough * fewer || high - least < enough * fewer) return false;
  if (chosen.some((one) => one.high - one.low < enough)) return false;
  for (let t = 1; t <= fewer && t < size; t++)
    if (most - least + total(open.slice(0, size - t)) < enough * t) return false;
  return true;
}

function isToldOfSome(
  all: readonly Saying[],
  own: readonly number[],
  { least, most }: Total,
  rules: Pick<Method, 'disclosure'>,
): boolean {
  const chosen = own.map(() => 0);
  const others = [...own];
  const columnsOf = ({ has }: Saying) => own.flatMap((_, column) => (has[column] ? [column] : []));
  const lowest = leastOf(
    all.map((said) => ({ columns: columnsOf(said), sums: said.lowest })),
    own,
  );
  // The most is the least of what is negative.
  const negative = leastOf(
    all.map((said) => ({ columns: columnsOf(said), sums: said.highest.map((sum) => -sum) })),
    own,
  );
  const isTold = (size: number) => {
    const high = Math.min(-negative(chosen), most - lowest(others));
    const low = Math.max(lowest(chosen), least + negative(others));
    return !isLeft(low, high, size, rules);
  };
  const choose = (at: number, size: number): boolean => {
    if (at === own.length) return size > 0 && isTold(size);
    const count = own[at] as number;
    for (let some = 0; some <= Math.min(count, rules.disclosure.k - 1 - size); some++) {
      chosen[at] = some;
      others[at] = count - some;
      if (choose(at + 1, size + some)) return true;
    }
    chosen[at] = 0;
    others[at] = count;
    return false;
  };
  return choose(0, 0);
}
