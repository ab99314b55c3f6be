import { type Method, method } from '../../scoring/method.ts';
import { reaches } from '../../scoring/numbers.ts';
import { type Edge, edgesWithout, nearly, withoutDoubles } from './edges.ts';

/** What somebody has of some organisations whose values they do not know. */
export interface Reach {
  readonly size: number;
  /** Between what their values sum to, in levels. */
  readonly least: number;
  readonly most: number;
  readonly edges: readonly Edge[];
}

/** Without one of them, whose value is known. */
export function reachWithout({ size, least, most, edges }: Reach, value: number): Reach {
  return {
    size: size - 1,
    least: least - value,
    most: most - value,
    edges: edgesWithout(edges, value),
  };
}

/** What two say of the same organisations. */
export function together(one: Reach, other: Reach): Reach {
  return {
    size: one.size,
    least: Math.max(one.least, other.least),
    most: Math.min(one.most, other.most),
    edges: withoutDoubles([...one.edges, ...other.edges], one.size),
  };
}

/** Of how many it matters what they sum to: of what small parts are made of. */
export const looked = 16;

/** Between what any so many of some values sum to. */
export interface Sums {
  readonly lowest: (count: number) => number;
  readonly highest: (count: number) => number;
}

/**
 * The edges bound the lowest value, the second lowest, and so on. So t of n values sum at most to
 * the t highest upper bounds, and to what the highest total leaves beside the n − t lowest lower
 * bounds; and at least to the mirror image of this.
 */
export function sumsOf(
  { size, least, most, edges }: Reach,
  { scale }: Pick<Method, 'scale'> = method,
): Sums {
  const floors = lowestSums(edges, size, scale);
  const mirrored = lowestSums(
    edges.map(({ at, fewest, most: atMost }) => ({
      ...{ at: scale.lo + scale.hi - at, fewest: size - atMost, most: size - fewest },
    })),
    size,
    scale,
  );
  const ceilings = (count: number) => count * (scale.lo + scale.hi) - mirrored(count);
  return {
    lowest: (count) => Math.max(floors(count), least - ceilings(size - count)),
    highest: (count) => Math.min(ceilings(count), most - floors(size - count)),
  };
}

/** Whether any t values leave open `leastOpen` times t, for every t that is fewer than k. */
export function isOpen(
  { lowest, highest }: Sums,
  size: number,
  { disclosure }: Pick<Method, 'disclosure'> = method,
): boolean {
  for (let t = 1; t < disclosure.k && t < size; t++)
    if (!reaches(highest(t) - lowest(t), disclosure.leastOpen * t)) return false;
  return true;
}

/** By how many, the least that any so many of the values can sum to. */
function lowestSums(
  edges: readonly Edge[],
  size: number,
  { lo }: Method['scale'],
): (count: number) => number {
  const rising = edges
    .filter(({ at, most }) => most < size && at - nearly > lo)
    .sort((a, b) => a.most - b.most);
  const steps: { from: number; level: number }[] = [{ from: 0, level: lo }];
  for (const { at, most } of rising) {
    const level = at - nearly;
    if (level > (steps.at(-1)?.level ?? lo)) steps.push({ from: Math.max(0, most), level });
  }
  return (count) => {
    let sum = 0;
    for (let at = 0; at < steps.length; at++) {
      const { from, level } = steps[at] as (typeof steps)[number];
      const to = Math.min(count, steps[at + 1]?.from ?? count);
      if (to > from) sum += level * (to - from);
    }
    return sum;
  };
}

/**
 * The same to somebody who knows any one of them. What is left open is, between two edges, concave
 * in the value that is known, so that the ends decide.
 * @param ends the lowest and the highest value among them.
 */
export function isOpenToOne(
  reach: Reach,
  ends: readonly [number, number],
  rules: Pick<Method, 'disclosure' | 'scale'> = method,
): boolean {
  const known = reach.edges
    .flatMap(({ at }) => [at - 2 * nearly, at, at + 2 * nearly])
    .filter((value) => value > ends[0] && value < ends[1]);
  return [...ends, ...known].every((value) =>
    isOpen(sumsOf(reachWithout(reach, value), rules), reach.size - 1, rules),
  );
}
