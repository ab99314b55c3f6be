import type { Basis } from '../../src/benchmark/basis.ts';
import type { Comparison } from '../../src/benchmark/beside/comparison.ts';
import type { Catalogue } from '../../src/benchmark/catalogue/catalogue.ts';
import type { SharedPositions } from '../../src/benchmark/icb/shared-positions.ts';
import type { NationalTables } from '../../src/benchmark/national/national-tables.ts';
import type { Contributed } from '../../src/benchmark/release/contribution-store.ts';
import { type Range, type Row, type Sight, scale } from './sight.ts';
import { meanRange, type Own, type Statistics, slotsOf } from './slots.ts';

/** Which organisations are compared with each other, and what anybody may know of them. */
export interface Known {
  readonly basis: Basis;
  readonly kind: 'trust' | 'icb';
  readonly catalogue: Catalogue;
  /** Who contributes, and which measures they have: never the values. */
  readonly contributors: ReadonlyMap<string, readonly string[]>;
}

const overall = 'overall';
const measures = [...'ABCDEFGH', overall];

export function knownOf(
  { basis, kind }: Pick<Known, 'basis' | 'kind'>,
  catalogue: Catalogue,
  contributed: readonly Contributed[],
): Known {
  const eligible = contributed.filter(
    (one) => one.basis === basis && one.content.kind === kind && one.content.eligible,
  );
  return {
    ...{ basis, kind, catalogue },
    contributors: new Map(
      eligible.map(({ organisation, content }) => [
        organisation,
        content.measures.flatMap(({ code, value }) => (value === null ? [] : [code])),
      ]),
    ),
  };
}

/** Everything that somebody has of one pool, put together. */
export function sightOf(
  who: string,
  { contributors }: Known,
  rows: readonly Row[],
  knows: Sight['knows'],
): Sight {
  return {
    ...{ who, measures, overall, rows, knows },
    scored: (contributor) => contributors.get(contributor) ?? [],
    organisationOf: (contributor) => contributor,
  };
}

export function nationalRows(known: Known, { tables }: NationalTables): readonly Row[] {
  const table = tables.find((one) => one.basis === known.basis && one.kind === known.kind);
  return (table?.rows ?? []).flatMap(({ group, measures }) =>
    measures.flatMap(({ code, statistics }) => {
      if (!statistics.shown) return [];
      const { organisations: n, ...value } = statistics.value;
      return [rowOf(known, { group, code, without: null }, { n, ...value })];
    }),
  );
}

/** What an organisation reads of its peers. */
export function peerRows(
  known: Known,
  organisation: string,
  all: Comparison,
  ownOf: ReadonlyMap<string, Range>,
): readonly Row[] {
  const bases = all.bases.find(({ basis }) => basis === known.basis);
  return (bases?.groups ?? []).flatMap((group) =>
    group.measures.flatMap(({ code, peers }) => {
      if (!peers.shown) return [];
      const { peers: n, ...value } = peers.value;
      const own: Own = {
        value: ownOf.get(code) as Range,
        least: code === overall ? 0.25 : 0.5,
        errors: known.basis === 'survey',
      };
      return [
        rowOf(known, { group: group.code, code, without: organisation }, { n, ...value }, own),
      ];
    }),
  );
}

/** What an organisation knows of itself: on the survey basis to one decimal. */
export function ownRanges(
  { basis }: Pick<Known, 'basis'>,
  organisation: string,
  contributed: readonly Contributed[],
): ReadonlyMap<string, Range> {
  const own = contributed.find((one) => one.organisation === organisation && one.basis === basis);
  return new Map(
    (own?.content.measures ?? []).flatMap(({ code, own }): [string, Range][] => {
      if (!own.shown) return [];
      const { value } = own;
      if (value.kind === 'below') return [[code, { lo: scale.lo, hi: value.limit }]];
      if (value.kind === 'above') return [[code, { lo: value.limit, hi: scale.hi }]];
      const half = basis === 'survey' ? 0.0500001 : 0.000001;
      return [[code, { lo: value.estimate - half, hi: value.estimate + half }]];
    }),
  );
}

/** What an integrated care board knows of the trusts that are named to it: to one decimal. */
export function namedValues({ trusts }: SharedPositions): Sight['knows'] {
  return new Map(
    trusts.map(({ view: { organisation, dimensions } }) => {
      const scored = dimensions.flatMap(({ code, score }): [string, Range][] =>
        score === null ? [] : [[code, { lo: score - 0.0500001, hi: score + 0.0500001 }]],
      );
      const mean = (end: (range: Range) => number) =>
        scored.reduce((sum, [, range]) => sum + end(range), 0) / scored.length;
      const whole: Range = { lo: mean(({ lo }) => lo), hi: mean(({ hi }) => hi) };
      return [organisation.code, new Map([...scored, [overall, whole]])];
    }),
  );
}

/** @throws where the number of organisations is not what anybody would count. */
export function rowOf(
  { contributors, catalogue }: Known,
  which: { readonly group: string; readonly code: string; readonly without: string | null },
  shown: Statistics,
  own?: Own,
): Row {
  const { group, code, without } = which;
  const fixed = catalogue.groups.find((one) => one.code === group)?.members;
  const near = without === null ? undefined : catalogue.neighbours[without]?.members;
  const members = (fixed ?? near ?? []).filter(
    (id) => id !== without && contributors.get(id)?.includes(code),
  );
  if (members.length !== shown.n)
    throw new Error(`${group} has ${members.length} organisations for ${code}, not ${shown.n}`);
  return {
    from: group,
    measure: code,
    members,
    mean: meanRange(shown),
    slots: slotsOf(shown, own),
  };
}
