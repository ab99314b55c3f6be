import { type Method, method } from '../../scoring/method.ts';
import { guardValue } from '../value-guard.ts';
import { combinationsOfLast } from './combinations.ts';
import { columnsOf, fewOthers, type GuardedRow, manyOthers } from './guard.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { meanOf } from './ranking.ts';
import type { Alike } from './sight.ts';

/**
 * Whether overalls beside their dimensions say too much of those that lack a score in some of them.
 * The overall of a group, times its size, less 1/n of the sums of its dimensions leaves
 * Σ (1 − sᵢ/n) · overallᵢ, where sᵢ is how many dimensions i has: nothing of those with n, and a
 * weighted mean of the others. For it and what the last row makes of several of these, R3 holds as
 * for a shown mean.
 * @param rows shown overalls, all beside all of their dimensions.
 */
export function gapsGiveAway(
  rows: readonly GuardedRow[],
  alike: readonly Alike[],
  { combined }: Pick<PreparedPool, 'combined'>,
  { scale }: Pick<Method, 'scale'> = method,
): boolean {
  const columns = columnsOf(rows, alike);
  const scoredOf = ({ alike: one, version }: (typeof columns)[number]['some'][number]) =>
    one.profile[version]?.scored ?? 0;
  const numbers = new Set(columns.flatMap(({ some }) => some.map(scoredOf)));
  if (numbers.size < 2) return false;
  return [...numbers].some((n) => {
    const left = columns
      .map((column) => ({ ...column, some: column.some.filter((one) => scoredOf(one) !== n) }))
      .filter(({ some }) => some.length > 0);
    const combinations = combinationsOfLast(
      rows.length,
      left.map(({ inRows }) => inRows),
      rows.every(({ holder }) => holder === null) ? manyOthers : fewOthers,
      combined,
    );
    return combinations.some(({ has }) => {
      const some = left.flatMap((column, at) => (has[at] ? column.some : []));
      const weights = some.map((one) => n - scoredOf(one));
      if (!weights.every((weight) => weight > 0) && !weights.every((weight) => weight < 0))
        return false;
      const sizes = weights.map(Math.abs);
      const sum = (of: (at: number) => number) =>
        sizes.reduce((all, size, at) => all + size * of(at), 0);
      const all = sum((at) => some[at]?.alike.count ?? 0);
      const total = sum((at) => some[at]?.alike.overalls[some[at]?.version ?? 0] ?? 0);
      const { kind } = guardValue(meanOf(total, all), Math.max(...sizes) / all, scale);
      return kind !== 'exact';
    });
  });
}
