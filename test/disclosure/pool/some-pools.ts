import fc from 'fast-check';
import type { Pool, PoolGroup, PoolValue, Shown } from '../../../src/disclosure/pool/pool.ts';

export const dimensions = ['A', 'B', 'C'];
export const measures = [...dimensions, 'overall'];

/** A pool of organisations by number; each with its levels in A, B and C (null: no score). */
export function poolOf(
  levels: Readonly<Record<string, readonly (number | null)[]>>,
  se: number | null = null,
): Pool {
  const values = new Map<string, ReadonlyMap<string, PoolValue>>();
  for (const [id, own] of Object.entries(levels)) {
    const scored = own.flatMap((value, i) =>
      value === null ? [] : [[dimensions[i] as string, value] as const],
    );
    const all = scored.map(([, value]) => value);
    if (all.length > 1)
      scored.push(['overall', all.reduce((sum, value) => sum + value, 0) / all.length]);
    values.set(id, new Map(scored.map(([code, value]) => [code, { value, se }])));
  }
  return { measures, overall: 'overall', values };
}

/** Organisations by number, such as T01 to T12. */
export function trusts(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `T${String(from + i).padStart(2, '0')}`);
}

/** A pool in which these have the same level in everything, or one by one of several. */
export function levelsOf(ids: readonly string[], ...some: readonly number[]) {
  return Object.fromEntries(
    ids.map((id, i) => [id, dimensions.map(() => some[i % some.length] as number)]),
  );
}

export interface SomePool {
  readonly pool: Pool;
  /** All fixed groups. */
  readonly groups: readonly PoolGroup[];
  readonly publicCodes: readonly string[];
  readonly groupsOf: (id: string) => readonly PoolGroup[];
}

/** Pools of up to so many organisations, of two types, three regions and some neighbours. */
export function anyPool(most = 16, gaps = true): fc.Arbitrary<SomePool> {
  const level = fc.integer({ min: 0, max: 16 }).map((quarters) => 1 + quarters / 4);
  return fc
    .record({
      places: fc.array(fc.tuple(fc.nat(1), fc.nat(2)), {
        minLength: 7,
        maxLength: most,
        size: 'max',
      }),
      low: fc.integer({ min: 0, max: 6 }),
      levels: fc.array(
        fc.tuple(fc.tuple(level, level, level), fc.nat(gaps ? 24 : 0), fc.nat(3), fc.nat(20)),
        { minLength: most, maxLength: most },
      ),
    })
    .map(({ places, levels }) => {
      const ids = trusts(1, places.length);
      const pool = poolOf(
        Object.fromEntries(
          ids.map((id, i) => {
            const [own, gap] = levels[i] as (typeof levels)[number];
            return [id, own.map((value, at) => (gap > 21 && gap - 22 === at ? null : value))];
          }),
        ),
      );
      const group = (code: string, is: (place: readonly [number, number]) => boolean) => ({
        code,
        members: ids.filter((_, i) => is(places[i] as [number, number])),
      });
      const groups = [
        group('kind', () => true),
        ...[0, 1].map((t) => group(`type:${t}`, ([own]) => own === t)),
        ...[0, 1].flatMap((t) =>
          [0, 1, 2].map((r) => group(`type-region:${t}${r}`, ([x, y]) => x === t && y === r)),
        ),
        ...[0, 1, 2].map((r) => group(`region:${r}`, ([, own]) => own === r)),
      ].filter(({ members }) => members.length > 0);
      const groupsOf = (id: string): PoolGroup[] => {
        const at = ids.indexOf(id);
        const shift = (levels[at]?.[2] ?? 0) + 1;
        const near = ids.filter((other, i) => other !== id && (i + at) % (shift + 1) !== 0);
        const own = groups.filter(({ members }) => members.includes(id));
        return [
          ...own.slice(0, 3),
          { code: 'neighbours', members: near.slice(0, 8) },
          ...own.slice(3),
        ];
      };
      const publicCodes = groups
        .map(({ code }) => code)
        .filter((code) => /^(kind|type:)/.test(code));
      return { pool, groups, publicCodes, groupsOf };
    });
}

/** The values of one organisation. */
export function ownOf({ values }: Pool, id: string): ReadonlyMap<string, PoolValue> {
  return values.get(id) ?? new Map();
}

/** Everything that is shown, as pairs. */
export function pairs(shown: Shown): [group: string, measure: string][] {
  return [...shown].flatMap(([group, codes]) =>
    [...codes].map((measure): [string, string] => [group, measure]),
  );
}
