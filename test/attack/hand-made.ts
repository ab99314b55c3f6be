import { type Range, type Row, type Sight, scale } from './sight.ts';
import { meanRange, type Own, type Statistics, slotsOf } from './slots.ts';

/** A group that somebody is shown one measure of. */
export function row(
  from: string,
  members: readonly string[],
  shown: Omit<Statistics, 'n'>,
  { measure = 'A', own }: { readonly measure?: string; readonly own?: Own } = {},
): Row {
  const statistics = { n: members.length, ...shown };
  return { from, measure, members, mean: meanRange(statistics), slots: slotsOf(statistics, own) };
}

export function exact(value: number): Pick<Statistics, 'mean'> {
  return { mean: { kind: 'exact', value } };
}

/** Of one dimension and the overall, unless more are given. */
export function sight(rows: readonly Row[], more: Partial<Sight> = {}): Sight {
  const measures = more.measures ?? ['A', 'overall'];
  return {
    who: 'somebody',
    measures,
    overall: 'overall',
    rows,
    knows: new Map(),
    scored: () => measures,
    organisationOf: (contributor) => contributor,
    ...more,
  };
}

export function named(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
}

/** Somebody who knows these values. */
export function knowing(
  values: Readonly<Record<string, number>>,
  measure = 'A',
): ReadonlyMap<string, ReadonlyMap<string, Range>> {
  return new Map(
    Object.entries(values).map(([id, value]) => [
      id,
      new Map([[measure, { lo: value, hi: value }]]),
    ]),
  );
}

/** Nothing is said of any of them. */
export function anything(count: number): readonly Range[] {
  return Array.from({ length: count }, () => scale);
}
