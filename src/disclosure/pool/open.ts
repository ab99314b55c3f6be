import type { Method } from '../../scoring/method.ts';
import { type Made, madeOf } from './combinations.ts';
import type { Extremes } from './extremes.ts';
import { fewAreTold, type Part } from './few.ts';
import { type Column, fewOthers, type GuardedRow } from './guard.ts';
import { type KnownParts, knownOf } from './parts.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { isOpen, isOpenToOne, looked } from './reach.ts';

/**
 * Whether the last row, beside those before it, leaves too little open of fewer unknown
 * organisations than may be told apart (R3): of any of a group, or of what groups leave when they
 * are added and taken away, the mean has to stay open.
 * @param kept what is known already of parts that these rows make.
 * @param extremes as for givesAway.
 */
export function leavesTooLittle(
  rows: readonly GuardedRow[],
  columns: readonly Column[],
  { made }: Pick<PreparedPool, 'made'>,
  kept: KnownParts,
  rules: Pick<Method, 'scale' | 'disclosure'>,
  extremes?: (mask: number, version: number) => Extremes | undefined,
): boolean {
  const last = rows.length - 1;
  const parts: Part[] = [];
  const all = madeOf(
    rows.length,
    columns.map(({ inRows }) => inRows),
    fewOthers,
    made,
  );
  const counts = columns.map(({ some }) => some.reduce((sum, { alike }) => sum + alike.count, 0));
  for (const one of all) {
    if (isLargeRest(one, counts)) continue;
    const known = knownOf(one, rows, kept);
    if (!known) continue;
    const part = { ...known, has: one.has };
    parts.push(part);
    const isNew =
      one.within.includes(last) || one.ways.some((terms) => terms.some(([row]) => row === last));
    if (!isNew) continue;
    if (!isOpen(part.sums, part.reach.size, rules)) return true;
    if (extremes && !isOpenToOne(part.reach, endsOf(one.has, columns, extremes), rules))
      return true;
  }
  return fewAreTold(parts, counts, rules);
}

/**
 * What groups leave of one another says something of a few only where these are most of it, or
 * where all of it is on one side, which givesAway looks at.
 */
function isLargeRest({ ways, has }: Made, counts: readonly number[]): boolean {
  if (ways.some((terms) => terms.length === 1)) return false;
  return counts.reduce((size, count, at) => (has[at] ? size + count : size), 0) > looked;
}

function endsOf(
  has: readonly boolean[],
  columns: readonly Column[],
  extremes: (mask: number, version: number) => Extremes | undefined,
): Extremes {
  const ends = columns
    .filter((_, at) => has[at])
    .flatMap(({ some }) => some.map(({ alike, version }) => extremes(alike.mask, version)));
  return [
    Math.min(...ends.map((end) => end?.[0] ?? Number.NaN)),
    Math.max(...ends.map((end) => end?.[1] ?? Number.NaN)),
  ];
}
