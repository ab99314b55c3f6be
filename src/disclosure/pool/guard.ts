import { type Method, method } from '../../scoring/method.ts';
import { ways } from '../peer-statistics.ts';
import { guardValue } from '../value-guard.ts';
import { type Combination, combinationsOfLast } from './combinations.ts';
import type { Extremes } from './extremes.ts';
import { leavesTooLittle } from './open.ts';
import type { KnownParts } from './parts.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { inUnits, meanOf } from './ranking.ts';
import { type Said, sides } from './said-of.ts';
import { type Alike, versionsOf } from './sight.ts';

/** A shown set, or the one that is tried: which it is, who is shown it, and what it says. */
export interface GuardedRow {
  readonly bit: number;
  readonly release: number;
  /** Which class is shown it; null where everybody is. Only one class's counts go together. */
  readonly holder: number | null;
  readonly said: Said;
}

/** Organisations that contribute one version of a value and are in the same of the rows. */
export interface Column {
  /** The sum of 2 to the power of each of their positions. */
  readonly inRows: number;
  readonly some: readonly { readonly alike: Alike; readonly version: number }[];
}

/** With how many of the sets before it a set is combined at most. */
export const fewOthers = 3;
/** Where all see the same sets, these are few. */
export const manyOthers = 6;
/** More rows than this have no number of their own among those of a column. */
const mostRows = 50;

/**
 * Whether the last row, by itself or with a few of those before it, says something of each of the
 * unknown organisations of one part of a group that may not be said (R3): a mean so near to an end
 * of the scale that it is only a bound, or that all of them are on one side. What a row says anyway
 * of all that it is of is no secret of a part of it.
 *
 * A row that is for everybody, or has somebody in it who is known, is not shown as a bound at all:
 * whoever knows one value of it would learn a narrower one of the others.
 * @param parts what is known already of parts that the rows before it make.
 * @param extremes where whoever looks may know any one organisation: between which values those of
 *   an alike version are. Without each of them it must be so as well.
 */
export function givesAway(
  rows: readonly GuardedRow[],
  alike: readonly Alike[],
  { combined, made }: Pick<PreparedPool, 'combined' | 'made'>,
  parts: KnownParts,
  extremes?: (mask: number, version: number) => Extremes | undefined,
  rules: Pick<Method, 'scale' | 'disclosure'> = method,
): boolean {
  const last = rows.at(-1) as GuardedRow;
  if ((last.said.known || last.holder === null) && last.said.ofAll.mean !== null) return true;
  if (rows.length > mostRows) return true;
  const columns = columnsOf(rows, alike);
  if (leavesTooLittle(rows, columns, { made }, parts, rules, extremes)) return true;
  const combinations = combinationsOfLast(
    rows.length,
    columns.map(({ inRows }) => inRows),
    rows.every(({ holder }) => holder === null) ? manyOthers : fewOthers,
    combined,
  );
  return combinations.some(
    (combination) =>
      saysTooMuch(combination, rows, rules) ||
      (extremes && saysTooMuchToOne(combination, rows, { columns, extremes, ...rules })),
  );
}

/** Whether it does so to somebody who knows the lowest or the highest value of it. */
function saysTooMuchToOne(
  { terms, has }: Combination,
  rows: readonly GuardedRow[],
  {
    columns,
    extremes,
    scale,
  }: Pick<Method, 'scale'> & {
    readonly columns: readonly Column[];
    readonly extremes: (mask: number, version: number) => Extremes | undefined;
  },
): boolean {
  const sum = (value: (said: Said) => number) =>
    terms.reduce((all, [row, sign]) => all + sign * value((rows[row] as GuardedRow).said), 0);
  const some = columns.flatMap((column, at) => (has[at] ? column.some : []));
  const ends = some.map(({ alike, version }) => extremes(alike.mask, version));
  const left = sum(({ size }) => size) - 1;
  return [
    Math.min(...ends.map((end) => end?.[0] ?? Number.NaN)),
    Math.max(...ends.map((end) => end?.[1] ?? Number.NaN)),
  ].some((known) => {
    const mean = meanOf(sum(({ total }) => total) - inUnits(known), left);
    return guardValue(mean, 1 / left, scale).kind !== 'exact';
  });
}

/** The columns that are in any of the rows; no two are in the same. */
export function columnsOf(rows: readonly GuardedRow[], alike: readonly Alike[]): Column[] {
  const byRows = new Map<number, { alike: Alike; version: number }[]>();
  for (const one of alike)
    for (const version of versionsOf(one)) {
      let inRows = 0;
      for (const [row, { bit, release }] of rows.entries())
        if (one.mask & (1 << bit) && one.profile[release]?.version === version) inRows += 2 ** row;
      if (inRows === 0) continue;
      const some = byRows.get(inRows);
      if (some) some.push({ alike: one, version });
      else byRows.set(inRows, [{ alike: one, version }]);
    }
  return [...byRows].sort(([a], [b]) => a - b).map(([inRows, some]) => ({ inRows, some }));
}

function saysTooMuch(
  { terms, within }: Combination,
  rows: readonly GuardedRow[],
  { scale }: Pick<Method, 'scale'>,
): boolean {
  const of = terms.map(([row, sign]) => ({ ...(rows[row] as GuardedRow), sign }));
  const total = (value: (said: Said) => number) =>
    of.reduce((sum, { said, sign }) => sum + sign * value(said), 0);
  const size = total((said) => said.size);
  const around = within.map((row) => rows[row] as GuardedRow);
  const { kind } = guardValue(
    meanOf(
      total((said) => said.total),
      size,
    ),
    1 / size,
    scale,
  );
  if (kind !== 'exact' && !around.some(({ said }) => said.ofAll.mean === kind)) return true;

  const holder = of[0]?.holder;
  if (holder === null || of.some((row) => row.holder !== holder)) return false;
  const same = around.filter((row) => row.holder === holder);
  const all = (value: (said: Said) => number | undefined) =>
    of.every(({ said }) => value(said) !== undefined) && total((said) => value(said) ?? 0) === size;
  return (
    ways.some((way) => all(({ counts }) => counts?.[way])) ||
    sides.some(
      (side) =>
        all(({ places }) => places?.[side]) && !same.some(({ said }) => said.ofAll.side === side),
    )
  );
}
