import { type Method, method } from '../scoring/method.ts';
import type { ContributorSet } from './contributor-set.ts';
import { compare, emptyMatrix, including } from './matrix.ts';
import { isolatesFewer } from './small-combination.ts';
import { wholeWeights } from './whole-numbers.ts';

export interface ReleaseRule {
  /** Fewest contributors, unknown to who looks, that anything shown may depend on. At least 1. */
  readonly k: number;
  /** A set is refused where more unions than this would have to be looked at. */
  readonly combinations: number;
  /** Contributors whose values who looks knows anyway; nobody unless given. */
  readonly known?: ReadonlySet<string>;
  /**
   * What who looks has been shown of this measure in the cycle before, by whatever codes; nothing
   * unless given. What they may be shown of a second release, `releasableAgain` says.
   */
  readonly earlier?: readonly ContributorSet[];
  /**
   * By contributor that contributes another value than before: which one it was at first. Both are
   * one when contributors are counted. Nobody unless given.
   */
  readonly changed?: ReadonlyMap<string, string>;
}

/**
 * The codes of the sets that may be shown of one measure in one cycle (method, section 5). A set is
 * shown if at least k of its contributors are not known (R1), and if no linear combination of it,
 * the sets shown before it and the earlier ones depends on at least one and fewer than k that are
 * not (R2): no complement, overlap, late answer or other weights give away what fewer than k said.
 *
 * Sets are tried in the order given, the total first; one that is refused is withheld whole, and
 * what comes after it is tried as if it were not there. Neither the ids nor the order of the
 * contributors make a difference.
 *
 * Fails closed: nothing at all may be shown if a rule is missing or malformed, a weight of any set
 * is not a fraction that can be told exactly (see wholeWeights), two sets have one code, or what
 * was shown earlier breaks R2 by itself.
 */
export function releasable(
  sets: readonly ContributorSet[],
  { k, combinations, known = new Set(), earlier = [], changed = new Map() }: ReleaseRule,
): ReadonlySet<string> {
  const released = new Set<string>();
  const counts = [k, combinations].every((count) => Number.isInteger(count) && count >= 1);
  if (!(counts && known instanceof Set && changed instanceof Map)) return released;
  const past = unknownRows(earlier, known);
  const rows = unknownRows(sets, known);
  if (past === null || rows === null || new Set(sets.map(({ code }) => code)).size < sets.length)
    return released;

  const countedAs = (contributor: string) => changed.get(contributor) ?? contributor;
  const columns = new Set([...past, ...rows].flatMap(({ row }) => [...row.keys()]));
  let matrix = emptyMatrix([...columns], countedAs);
  for (const { row } of past) {
    const compared = compare(matrix, row, k);
    if (isolatesFewer(compared, k, combinations)) return released;
    matrix = including(compared, k);
  }
  for (const { code, row } of rows) {
    if (new Set([...row.keys()].map(countedAs)).size < k) continue;
    const compared = compare(matrix, row, k);
    if (isolatesFewer(compared, k, combinations)) continue;
    matrix = including(compared, k);
    released.add(code);
  }
  return released;
}

/**
 * The same for one stored result that many look at: each of them may know one contributor, their
 * own answer or organisation, so one more is needed, and then all see the same.
 */
export function releasableToAll(
  sets: readonly ContributorSet[],
  rules: Pick<Method, 'disclosure'> = method,
): ReadonlySet<string> {
  const { k, combinations } = rules.disclosure;
  // Checked before: nothing plus one would be a number.
  const more = Number.isInteger(k) && k >= 1 ? k + 1 : Number.NaN;
  return releasable(sets, { k: more, combinations });
}

/** Each set with its weights as whole numbers, without those known; null if one has none. */
function unknownRows(sets: readonly ContributorSet[], known: ReadonlySet<string>) {
  const rows: { code: string; row: ReadonlyMap<string, bigint> }[] = [];
  for (const { code, weights } of sets) {
    const whole = wholeWeights(weights);
    if (whole === null) return null;
    rows.push({ code, row: new Map([...whole].filter(([id]) => !known.has(id))) });
  }
  return rows;
}
