import { type Method, method } from '../../scoring/method.ts';
import { extremesAmong } from './extremes.ts';
import { type FamilyRow, showable } from './family.ts';
import { gapsGiveAway } from './gaps.ts';
import { type GuardedRow, givesAway } from './guard.ts';
import type { KnownParts } from './parts.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { together } from './reach.ts';
import { saidOf } from './said-of.ts';
import type { PoolGroup, PoolViewer } from './shapes.ts';
import { type Alike, type Sight, sightOf } from './sight.ts';

/** A group in one measure and release, as it is shown to a class of viewers or to everybody. */
export interface Entry {
  readonly bit: number;
  /** Position of the measure. */
  readonly measure: number;
  readonly release: number;
  /** Position of the class; null where everybody is shown it. */
  readonly holder: number | null;
}

/** Everything that a person knows and has been shown of a pool, and what may be added to it. */
export interface Ledger {
  readonly sight: Sight;
  readonly k: number;
  /** Notes what is shown. */
  readonly note: (entry: Entry) => void;
  /** Which of these sets, of one measure and tried in this order, R1 and R2 allow. */
  readonly allowed: (entries: readonly Entry[], again: boolean) => ReadonlySet<number>;
  /**
   * Which of these overalls R2 allows beside all dimensions, tried in this order: those whose part
   * in each dimension, Σ v / s over the organisations with s scored dimensions, R2 allows among what
   * is shown of that dimension. Whatever a combination of dimensions and overalls says of fewer than
   * k organisations, it says of them in at least one dimension; and there it is a combination of
   * shown sets and parts, of which none depends on so few.
   */
  readonly allowedParts: (entries: readonly Entry[]) => ReadonlySet<number>;
  /** Whether it says too much beside what has been noted (R3). */
  readonly saysTooMuch: (entry: Entry) => boolean;
}

/** An overall is a mean of dimensions, and these are told as well. */
const ofOverall: Method = {
  ...method,
  disclosure: { ...method.disclosure, leastOpen: method.disclosure.leastOpenOverall },
};

/** What a person knows, and how many they must not. */
export interface Watch {
  readonly knows: ReadonlySet<string>;
  readonly k: number;
  /** Whether any one organisation may be known beside. */
  readonly anyOne: boolean;
}

/** @param holders whose own values the counts of what they are shown are about. */
export function ledgerOf(
  prepared: PreparedPool,
  who: Watch,
  groups: readonly PoolGroup[],
  holders: readonly Pick<PoolViewer, 'own' | 'ownValues'>[],
): Ledger {
  const { measures, overall } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const last = prepared.pools.length - 1;
  const sight = sightOf(prepared, who.knows, groups);
  const ofMeasure = measures.map((_, measure) => once(() => sight.alike(measure)));
  const alikeIn = (measure: number) => ofMeasure[measure]?.() ?? [];
  const whole = measures.indexOf(overall);
  const extremes = who.anyOne ? extremesAmong(prepared, groups) : null;
  const rows = measures.map((): GuardedRow[] => []);
  const parts = measures.map((): KnownParts => new Map());
  const familyRow = (
    { bit, release }: Pick<Entry, 'bit' | 'release'>,
    part = false,
  ): FamilyRow => ({
    ...{ bit, release, part },
  });
  const guarded = ({ bit, measure, release, holder }: Entry): GuardedRow => ({
    ...{ bit, release, holder },
    said: saidOf(
      prepared,
      { group: groups[bit] as PoolGroup, measure: measures[measure] as string, release },
      holder === null ? null : (holders[holder] ?? null),
      who.knows,
    ),
  });
  // A part in proportion to the dimension itself says nothing more.
  const addsTo = (dimension: number) => (row: Pick<Entry, 'bit' | 'release'>) =>
    new Set(
      alikeIn(dimension).flatMap(({ mask, profile }) =>
        mask & (1 << row.bit) ? (profile[row.release]?.scored ?? []) : [],
      ),
    ).size > 1;
  const seenOf = (measure: number): FamilyRow[] => [
    ...(rows[measure] as GuardedRow[]).map((row) => familyRow(row)),
    ...(measure === whole ? [] : (rows[whole] as GuardedRow[]).filter(addsTo(measure))).map((row) =>
      familyRow(row, true),
    ),
  ];

  return {
    sight,
    k: who.k,
    note: (entry) => void rows[entry.measure]?.push(guarded(entry)),
    allowed(entries, again) {
      const measure = entries[0]?.measure;
      if (measure === undefined) return new Set();
      const tried = entries.map((entry) => familyRow(entry));
      return showable(prepared, alikeIn(measure), tried, {
        ...{ k: who.k, seen: seenOf(measure) },
        ...(again && { before: tried.map((row) => ({ ...row, release: last - 1 })) }),
      });
    },
    allowedParts(entries) {
      const dimensions = [...measures.keys()].filter((measure) => measure !== whole);
      let left = [...entries.keys()];
      for (let at = 0; at < left.length; ) {
        const refused = dimensions.flatMap((dimension) => {
          const adds = addsTo(dimension);
          const tried = left.filter((one) => adds(entries[one] as Entry));
          if (tried.length === 0) return [];
          const parts = tried.map((one) => familyRow(entries[one] as Entry, true));
          const rule = { k: who.k, seen: seenOf(dimension) };
          const ok = showable(prepared, alikeIn(dimension), parts, rule);
          return tried.filter((_, position) => !ok.has(position)).slice(0, 1);
        });
        if (refused.length === 0) break;
        // Those before the first that is refused stand; without it the others are tried again.
        const first = Math.min(...refused);
        at = left.indexOf(first);
        left = left.filter((one) => one !== first);
      }
      return new Set(left);
    },
    saysTooMuch(entry) {
      const { measure } = entry;
      const alike: readonly Alike[] = alikeIn(measure);
      const all = withoutTwice([...(rows[measure] as GuardedRow[]), guarded(entry)]);
      const known = extremes
        ? (mask: number, version: number) => extremes(measures[measure] as string, mask, version)
        : undefined;
      return (
        givesAway(
          all,
          alike,
          prepared,
          parts[measure] as KnownParts,
          known,
          measure === whole ? ofOverall : method,
        ) ||
        (measure === whole && gapsGiveAway(all, alike, prepared))
      );
    },
  };
}

/**
 * Without what everybody is shown of a set that somebody is shown more of; what both say of those
 * who are not known goes together.
 */
function withoutTwice(rows: readonly GuardedRow[]): readonly GuardedRow[] {
  const isSame = (one: GuardedRow, { bit, release }: GuardedRow) =>
    one.bit === bit && one.release === release;
  const toAll = rows.filter(({ holder }) => holder === null);
  return rows.flatMap((row) => {
    if (row.holder === null)
      return rows.some((one) => one.holder !== null && isSame(one, row)) ? [] : [row];
    const same = toAll.filter((one) => isSame(one, row)).map(({ said }) => said.reach);
    return [{ ...row, said: { ...row.said, reach: same.reduce(together, row.said.reach) } }];
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
