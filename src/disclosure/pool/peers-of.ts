import { method } from '../../scoring/method.ts';
import { type Disclosed, withheld } from '../disclosed.ts';
import type { PeerStatistics } from '../peer-statistics.ts';
import { type Before, stateOf } from './before.ts';
import { displayedPeers } from './displayed.ts';
import { ledgerOf } from './ledger.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { isIn, rankingOf } from './rankings.ts';
import { settle } from './settle.ts';
import type { PoolGroup, PoolResults, PoolViewer, Shown, ShownBefore } from './shapes.ts';
import { mostGroups } from './sight.ts';
import { publicGroupsOf, withGroups } from './together.ts';

/**
 * What a viewer may see of each of its groups, by measure. Nothing at all of an organisation that
 * has no value in this pool or, of a measure, is not shown its own exactly: "not-scored".
 * @param publicShown what everybody is shown of this release.
 * @param earlier what this viewer was shown anew in each earlier release, in their order.
 */
export function peersOf(
  prepared: PreparedPool,
  publicShown: Shown,
  viewer: PoolViewer,
  earlier: readonly ShownBefore[] = [],
): PoolResults<PeerStatistics> {
  const { measures } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const { groups, bits } = withGroups(publicGroupsOf(prepared), viewer.groups);
  const release = prepared.pools.length - 1;
  const codes = new Set(viewer.groups.map(({ code }) => code));
  const sound =
    prepared.sound &&
    viewer.own !== null &&
    prepared.cellOf.has(viewer.own) &&
    viewer.knows instanceof Set &&
    groups.length <= mostGroups &&
    codes.size === viewer.groups.length &&
    earlier.length === release;
  if (!sound)
    return new Map(
      viewer.groups.map(({ code }) => [
        code,
        new Map(measures.map((measure) => [measure, withheld<PeerStatistics>('not-scored')])),
      ]),
    );

  const knows = new Set([...viewer.knows, viewer.own as string]);
  const ledger = ledgerOf(prepared, { knows, k: method.disclosure.k, anyOne: false }, groups, [
    viewer,
  ]);
  const noteAll = (shown: Shown, of: readonly PoolGroup[], at: number, holder: number | null) => {
    for (const [i, { code }] of of.entries())
      for (const [measure, name] of measures.entries())
        if (shown.get(code)?.has(name)) {
          const bit = holder === null ? i : (bits[i] as number);
          ledger.note({ bit, measure, release: at, holder });
        }
  };
  for (const [at, { publicShown: toAll, own }] of earlier.entries()) {
    noteAll(toAll, publicGroupsOf(prepared), at, null);
    noteAll(own, viewer.groups, at, 0);
  }
  noteAll(publicShown, publicGroupsOf(prepared), release, null);

  const states = viewer.groups.map(({ code }, i) =>
    stateOf(
      prepared,
      ledger,
      { code, bit: bits[i] as number },
      earlier.map(({ own }) => own),
    ),
  );
  const settled = settle(
    prepared,
    [ledger],
    states.map(({ fresh, stands }, i) => ({
      ...{ bit: bits[i] as number, holder: 0, measures: fresh, stands },
    })),
  );
  return new Map(
    viewer.groups.map((group, i) => [
      group.code,
      new Map(
        measures.map((name, measure) => [
          name,
          resultOf(
            prepared,
            { group, name, measure, viewer, knows },
            {
              ok: settled[i]?.has(measure) ?? false,
              state: states[i] as Before,
            },
          ),
        ]),
      ),
    ]),
  );
}

function resultOf(
  prepared: PreparedPool,
  asked: {
    readonly group: PoolGroup;
    readonly name: string;
    readonly measure: number;
    readonly viewer: PoolViewer;
    readonly knows: ReadonlySet<string>;
  },
  { ok, state }: { readonly ok: boolean; readonly state: Before },
): Disclosed<PeerStatistics> | 'kept' {
  const { group, name, measure, viewer, knows } = asked;
  const release = prepared.pools.length - 1;
  if (!viewer.ownValues.has(name)) return withheld('not-scored');
  if (ok) return displayedPeers(prepared, { group, measure: name, release }, viewer.own as string);
  if (state.shown.has(measure)) return 'kept';
  const isMember = isIn(prepared, group);
  const values = prepared.pools[release]?.values;
  const known = [...knows].filter((id) => isMember(id) && values?.get(id)?.has(name)).length;
  const left = rankingOf(prepared, group, name, release).size - known;
  return withheld(left < method.disclosure.k ? 'too-few-organisations' : 'protects-another');
}
