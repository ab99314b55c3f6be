import type { PreparedPool } from './prepare-pool.ts';
import type { PoolGroup } from './shapes.ts';

/** The lowest and the highest value. */
export type Extremes = readonly [number, number];

/**
 * Between which values those organisations are that are in the same of these groups, which have to
 * be fixed ones, with one version of a value: each of them may be known to somebody.
 */
export function extremesAmong(
  { pools, cellOf, cellsIn }: PreparedPool,
  groups: readonly PoolGroup[],
): (measure: string, mask: number, version: number) => Extremes | undefined {
  const masks = new Map<number, number>();
  for (const [bit, { code }] of groups.entries())
    for (const cell of cellsIn.get(code) ?? [])
      masks.set(cell, (masks.get(cell) ?? 0) | (1 << bit));
  const found = new Map<string, Map<string, Extremes>>();
  const find = (measure: string) => {
    const extremes = new Map<string, Extremes>();
    // A version is named by the first release that has it.
    for (const [version, { values }] of pools.entries())
      for (const [id, own] of values) {
        const one = own.get(measure)?.value;
        if (one === undefined) continue;
        const key = `${masks.get(cellOf.get(id) ?? -1) ?? 0} ${version}`;
        const [least, most] = extremes.get(key) ?? [one, one];
        extremes.set(key, [Math.min(least, one), Math.max(most, one)]);
      }
    found.set(measure, extremes);
    return extremes;
  };
  return (measure, mask, version) =>
    (found.get(measure) ?? find(measure)).get(`${mask} ${version}`);
}
