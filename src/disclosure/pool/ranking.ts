import { type Method, method } from '../../scoring/method.ts';
import { round6 } from '../../scoring/numbers.ts';
import { compare } from '../../scoring/peer-comparison.ts';
import { bandCounts, bandOf } from '../density.ts';
import type { PoolValue } from './shapes.ts';

/** All values of a group in one measure, put in order once so that many can be compared with them. */
export interface Ranking {
  readonly size: number;
  /** In whole units, so that neither order nor taking one away changes a digit. */
  readonly total: number;
  /** In ascending order. */
  readonly values: Float64Array;
  /** Of these values; 0 where there is none. */
  readonly errors: Float64Array;
  readonly largestError: number;
  /** How many values are in each band of the density. */
  readonly bands: readonly number[];
}

const perLevel = 1e9;
/** More than what rounding to six decimals can move. */
const slack = 1e-5;

/** A value in whole units. */
export function inUnits(value: number): number {
  return Math.round(value * perLevel);
}

/** The mean of so many values, in levels, of their total in units. */
export function meanOf(total: number, size: number): number {
  return total / size / perLevel;
}

export function rank(some: readonly PoolValue[]): Ranking {
  const sorted = some.toSorted((a, b) => a.value - b.value || (a.se ?? 0) - (b.se ?? 0));
  const values = Float64Array.from(sorted, ({ value }) => value);
  const errors = Float64Array.from(sorted, ({ se }) => se ?? 0);
  return {
    ...{ size: values.length, values, errors },
    total: values.reduce((total, value) => total + inUnits(value), 0),
    largestError: errors.reduce((largest, error) => Math.max(largest, error), 0),
    bands: bandCounts([...values]),
  };
}

/** The quantile (type 7) of what is left without some of the values; null where nothing is. */
export function quantileWithout(
  { values, size }: Ranking,
  without: readonly number[],
  p: number,
): number | null {
  const left = size - without.length;
  if (left < 1) return null;
  const gone = without
    .toSorted((a, b) => a - b)
    .map((value, at, all) => firstAt(values, value) + at - all.indexOf(value));
  const at = (position: number) =>
    values[gone.reduce((index, removed) => (removed <= index ? index + 1 : index), position)] ?? 0;
  const position = (left - 1) * p;
  const [below, above] = [at(Math.floor(position)), at(Math.ceil(position))];
  return below + (above - below) * (position - Math.floor(position));
}

/** How many values are clearly lower and higher than another. */
export function clearlyDifferent(
  { values, errors, largestError, size }: Ranking,
  own: PoolValue,
  least: number,
  { comparison }: Pick<Method, 'comparison'> = method,
): { readonly lower: number; readonly higher: number } {
  const { z } = comparison;
  const ownError = (own.se ?? 0) ** 2;
  const surely = Math.max(least, z * Math.sqrt(ownError + largestError ** 2)) + slack;
  const isClear = (at: number) => {
    const difference = (values[at] as number) - own.value;
    const beyond = difference ** 2 - z ** 2 * (ownError + (errors[at] as number) ** 2);
    // Where it is not a close thing, this is what `compare` would say, and quicker.
    if (Math.abs(difference) > least + slack && Math.abs(beyond) > 20 * slack) return beyond > 0;
    const other = { value: values[at] as number, se: errors[at] as number };
    return compare(own, other, least, z) !== 'similar';
  };
  let lower = firstAt(values, own.value - surely);
  for (let at = lower, end = firstAt(values, own.value - least + slack); at < end; at++)
    if (isClear(at)) lower += 1;
  const end = firstAt(values, own.value + surely);
  let higher = size - end;
  for (let at = firstAt(values, own.value + least - slack); at < end; at++)
    if (isClear(at)) higher += 1;
  return { lower, higher };
}

/** How many values are below another and how many level with it, to three decimals. */
export function placeAmong({ values }: Ranking, own: number) {
  const at = thousandths(own);
  const below = firstWhere(values, (value) => thousandths(value) >= at);
  return { below, level: firstWhere(values, (value) => thousandths(value) > at) - below };
}

/** The bands without some of the values. */
export function bandsWithout({ bands }: Ranking, without: readonly number[]): readonly number[] {
  const left = [...bands];
  for (const value of without) {
    const band = bandOf(value);
    left[band] = (left[band] as number) - 1;
  }
  return left;
}

export function thousandths(value: number): number {
  return Math.round(round6(value) * 1000);
}

function firstAt(values: Float64Array, limit: number): number {
  return firstWhere(values, (value) => value >= limit);
}

/** The first position for which it holds, of values for which it holds from there on. */
function firstWhere(values: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(values[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}
