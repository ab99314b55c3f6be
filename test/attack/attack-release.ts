import type { Contributed } from '../../src/benchmark/release/contribution-store.ts';
import { type Attacked, attack, width } from './attack.ts';
import type { RandomRelease } from './random-release.ts';
import { knownOf, namedValues, nationalRows, ownRanges, peerRows, sightOf } from './reading.ts';
import type { Row, Sight } from './sight.ts';
import type { Parts } from './stored-release.ts';

/** Everybody who can look at a release: organisations, boards with named trusts, and nobody. */
export function* sightsOf(
  { basis, catalogue, contributed, shared }: Omit<RandomRelease, 'about'>,
  { national, organisations }: Parts,
): Generator<Sight> {
  for (const kind of ['trust', 'icb'] as const) {
    const known = knownOf({ basis, kind }, catalogue, contributed);
    const all = nationalRows(known, national);
    yield checked(sightOf(`everybody, ${kind}s`, known, all, new Map()), contributed);
    for (const [code, comparison] of organisations) {
      const own = contributed.find(({ organisation }) => organisation === code);
      if (own?.content.kind !== kind) continue;
      const values = ownRanges(known, code, contributed);
      const rows = [...all, ...peerRows(known, code, comparison, values)];
      const knows = new Map([[code, values]]);
      yield checked(sightOf(`the lead of ${code}`, known, rows, knows), contributed);
    }
    if (kind === 'trust' && basis === 'agreed')
      for (const [code, positions] of shared)
        if (positions.trusts.length > 0)
          yield sightOf(`the analyst of ${code}`, known, all, namedValues(positions));
  }
}

/** What somebody has who was shown both a release and the one before it in the cycle. */
export function* sightsAgain(
  [first, second]: readonly [RandomRelease, RandomRelease],
  [then, now]: readonly [Parts, Parts],
  changed: ReadonlySet<string>,
): Generator<Sight> {
  const { basis, catalogue } = first;
  const kind = 'trust';
  const before = knownOf({ basis, kind }, catalogue, first.contributed);
  const after = knownOf({ basis, kind }, catalogue, second.contributed);
  const renamed = (id: string) => (changed.has(id) ? `${id}@2` : id);
  const anew = (rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, members: row.members.map(renamed) }));
  const isTrue = (rows: readonly Row[], { contributed }: RandomRelease) =>
    checked(sightOf('somebody', before, rows, new Map()), contributed).rows;
  const isAnew = ({ release }: { readonly release: number }) => release === 2;
  const tables = now.national.tables.map((table) => ({
    ...table,
    rows: table.rows.filter(isAnew),
  }));
  const all = [
    ...isTrue(nationalRows(before, then.national), first),
    ...anew(isTrue(nationalRows(after, { tables }), second)),
  ];
  const more = {
    organisationOf: (contributor: string) => contributor.replace(/@2$/, ''),
    scored: (contributor: string) =>
      (contributor.endsWith('@2')
        ? after.contributors.get(contributor.slice(0, -2))
        : (before.contributors.get(contributor) ?? after.contributors.get(contributor))) ?? [],
  };
  yield { ...sightOf('everybody, after both', before, all, new Map()), ...more };
  for (const [code, comparison] of now.organisations) {
    if (
      !catalogue.groups.some((group) => group.code === 'kind:trust' && group.members.includes(code))
    )
      continue;
    const values = [first, second].map(({ contributed }) =>
      ownRanges({ basis }, code, contributed),
    );
    const [own = new Map(), ownNow = new Map()] = values;
    const bases = comparison.bases.map((each) => ({ ...each, groups: each.groups.filter(isAnew) }));
    const earlier = then.organisations.get(code) ?? { bases: [] };
    const rows = [
      ...all,
      ...isTrue(peerRows(before, code, earlier, own), first),
      ...anew(isTrue(peerRows(after, code, { bases }, ownNow), second)),
    ];
    const knows = new Map([
      [code, own],
      [`${code}@2`, ownNow],
    ]);
    yield { ...sightOf(`the lead of ${code}, after both`, before, rows, knows), ...more };
  }
}

/** @throws where what the intruder takes to follow does not: then it is wrong, not the release. */
function checked(sight: Sight, contributed: readonly Contributed[]): Sight {
  const values = new Map(
    contributed.map(({ organisation, content }) => [
      organisation,
      new Map(content.measures.map(({ code, value }) => [code, value])),
    ]),
  );
  for (const row of sight.rows) expectTrue(sight.who, row, values);
  return sight;
}

function expectTrue(
  who: string,
  { from, measure, members, mean, slots }: Row,
  values: ReadonlyMap<string, ReadonlyMap<string, number | null>>,
): void {
  const sorted = members.map((id) => values.get(id)?.get(measure) as number).sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const inside = (value: number, { lo, hi }: { lo: number; hi: number }) =>
    value >= lo - 1e-9 && value <= hi + 1e-9;
  const isTrue =
    inside(sum / sorted.length, mean) &&
    sorted.every((value, at) => inside(value, slots[at] as { lo: number; hi: number }));
  if (!isTrue) throw new Error(`What ${who} takes ${from} to say of ${measure} is not true`);
}

export interface Outcome {
  readonly viewers: number;
  readonly rows: number;
  readonly sets: number;
  readonly programmes: number;
  readonly narrowest: Attacked['narrowest'];
  readonly determined: Attacked['determined'];
  readonly isolated: readonly { readonly who: string; readonly organisations: readonly string[] }[];
}

export const nothing: Outcome = {
  viewers: 0,
  rows: 0,
  sets: 0,
  programmes: 0,
  narrowest: null,
  determined: [],
  isolated: [],
};

/** One attack after the other; each only looks for narrower ranges than those before found. */
export function attackAll(sights: Iterable<Sight>, before: Outcome = nothing): Outcome {
  let outcome = before;
  for (const sight of sights) {
    const one = attack(sight, outcome.narrowest ? width(outcome.narrowest) : undefined);
    outcome = {
      viewers: outcome.viewers + 1,
      rows: outcome.rows + one.rows,
      sets: outcome.sets + one.sets,
      programmes: outcome.programmes + one.programmes,
      narrowest: one.narrowest ?? outcome.narrowest,
      determined: [...outcome.determined, ...one.determined],
      isolated: [
        ...outcome.isolated,
        ...one.isolated.map((organisations) => ({ who: sight.who, organisations })),
      ],
    };
  }
  return outcome;
}
