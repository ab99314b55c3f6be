import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';

/** People by number, such as p1 to p12. */
export function people(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `p${from + i}`);
}

/** A set of them with equal weights that sum to 1. */
export function equally(code: string, ids: readonly string[]): ContributorSet {
  return { code, weights: new Map(ids.map((id) => [id, 1 / ids.length])) };
}

/** A set of groups of them, with an equal voice for each group. */
export function balanced(code: string, ...groups: readonly (readonly string[])[]): ContributorSet {
  const weights = groups.flatMap((ids) =>
    ids.map((id) => [id, 1 / (groups.length * ids.length)] as const),
  );
  return { code, weights: new Map(weights) };
}
