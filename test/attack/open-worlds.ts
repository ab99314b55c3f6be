import type { Atoms, UnknownRow } from './atoms.ts';
import type { Candidate } from './candidates.ts';
import { type Range, scale } from './sight.ts';

/** By atom, what its organisations sum to in one world in which everything shown is as it is. */
export type World = readonly number[];

export interface PartBounds {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** By atom: the least and the most that any so many of it sum to, as far as one row says. */
export function partBounds({ atoms, rows }: Atoms): readonly PartBounds[] {
  return atoms.map(({ contributors }, at) => {
    const containing = rows.filter((row) => row.atoms.has(at));
    const counts = Array.from({ length: contributors.length + 1 }, (_, count) => count);
    return {
      least: counts.map((n) => Math.max(scale.lo * n, ...containing.map((r) => r.least[n] ?? 0))),
      most: counts.map((n) =>
        Math.min(scale.hi * n, ...containing.map((r) => r.most[n] as number)),
      ),
    };
  });
}

/**
 * What a candidate certainly can sum to in a world: by moving values within atoms, which changes
 * nothing that is shown, as long as no group's own bounds forbid it. Null where they do.
 */
export function possibleIn(
  world: World,
  { atoms, rows }: Atoms,
  bounds: readonly PartBounds[],
  candidate: Candidate,
): Range | null {
  const ends = [...candidate].map(([at, count]) => {
    const { least, most } = bounds[at] as PartBounds;
    const [sum, others] = [world[at] as number, (atoms[at]?.contributors.length ?? 0) - count];
    return {
      at,
      count,
      lo: Math.max(least[count] as number, sum - (most[others] as number)),
      hi: Math.min(most[count] as number, sum - (least[others] as number)),
    };
  });
  // A share of the way from the low ends to the high ends.
  let [from, to] = [0, 1];
  for (const row of rows) {
    const inRow = ends.filter(({ at }) => row.atoms.has(at));
    if (inRow.length === 0) continue;
    const total = (pick: (end: (typeof ends)[number]) => number) =>
      inRow.reduce((sum, end) => sum + pick(end), 0);
    const allowed = allowedIn(
      row,
      world,
      total(({ count }) => count),
    );
    const [lo, way] = [total((end) => end.lo), total((end) => end.hi - end.lo)];
    if (way < 1e-9) {
      if (lo < allowed.lo - 1e-6 || lo > allowed.hi + 1e-6) return null;
      continue;
    }
    from = Math.max(from, (allowed.lo - lo) / way);
    to = Math.min(to, (allowed.hi - lo) / way);
  }
  if (from > to) return null;
  const [lo, way] = ends.reduce(
    ([sum, width], end) => [sum + end.lo, width + end.hi - end.lo],
    [0, 0],
  ) as [number, number];
  return { lo: lo + from * way, hi: lo + to * way };
}

/** What so many of a row can sum to, given what all of it do. */
function allowedIn({ atoms, least, most, size }: UnknownRow, world: World, count: number): Range {
  const sum = [...atoms].reduce((total, at) => total + (world[at] as number), 0);
  return {
    lo: Math.max(least[count] as number, sum - (most[size - count] as number)),
    hi: Math.min(most[count] as number, sum - (least[size - count] as number)),
  };
}
