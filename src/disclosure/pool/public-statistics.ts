import { method } from '../../scoring/method.ts';
import { type Disclosed, withheld } from '../disclosed.ts';
import type { GroupStatistics } from '../group-statistics.ts';
import { stateOf } from './before.ts';
import { displayedGroup } from './displayed.ts';
import { ledgerOf } from './ledger.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { rankingOf } from './rankings.ts';
import { settle } from './settle.ts';
import type { PoolGroup, PoolResults, Shown } from './shapes.ts';
import { mostGroups } from './sight.ts';
import { publicGroupsOf } from './together.ts';

/**
 * What everybody may see of the public groups: what leaves one more organisation than k unknown
 * to a reader who knows none, and k to every class of viewers with what it knows.
 * @param viewers what each class of viewers knows: every organisation alone, every ICB with the
 *   trusts that are named to it. That somebody knows any one organisation is taken for granted.
 * @param earlier what was shown anew in each earlier release, in the order of preparePool.
 */
export function publicStatistics(
  prepared: PreparedPool,
  viewers: Iterable<ReadonlySet<string>>,
  earlier: readonly Shown[] = [],
): PoolResults<GroupStatistics> {
  const { measures } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const groups = publicGroupsOf(prepared);
  const release = prepared.pools.length - 1;
  const { k } = method.disclosure;
  const known = [...viewers].map((knows) =>
    knows instanceof Set ? new Set([...knows].filter((id) => prepared.cellOf.has(id))) : null,
  );
  const sound =
    prepared.sound &&
    groups.length <= mostGroups &&
    known.every((knows) => knows !== null) &&
    earlier.length === release;
  if (!sound)
    return new Map(
      prepared.publicCodes.map((code) => [
        code,
        new Map(
          measures.map((measure) => [measure, withheld<GroupStatistics>('protects-another')]),
        ),
      ]),
    );

  const ledgers = [
    ledgerOf(prepared, { knows: new Set(), k: k + 1, anyOne: true }, groups, []),
    ...known
      .filter((knows) => knows.size > 1)
      .map((knows) => ledgerOf(prepared, { knows, k, anyOne: false }, groups, [])),
  ];
  for (const [before, shown] of earlier.entries())
    for (const [bit, { code }] of groups.entries())
      for (const [measure, name] of measures.entries())
        if (shown.get(code)?.has(name))
          for (const ledger of ledgers)
            ledger.note({ bit, measure, release: before, holder: null });

  const [everybody] = ledgers as [(typeof ledgers)[number]];
  const states = groups.map(({ code }, bit) =>
    stateOf(prepared, everybody, { code, bit }, earlier),
  );
  const settled = settle(
    prepared,
    ledgers,
    states.map(({ fresh, stands }, bit) => ({ bit, holder: null, measures: fresh, stands })),
  );
  return new Map(
    groups.map((group, bit) => [
      group.code,
      new Map(
        measures.map((name, measure) => [
          name,
          settled[bit]?.has(measure)
            ? displayedGroup(prepared, { group, measure: name, release })
            : states[bit]?.shown.has(measure)
              ? 'kept'
              : refused(prepared, group, name),
        ]),
      ),
    ]),
  );
}

function refused(
  prepared: PreparedPool,
  group: PoolGroup,
  name: string,
): Disclosed<GroupStatistics> {
  const { size } = rankingOf(prepared, group, name, prepared.pools.length - 1);
  return withheld(size <= method.disclosure.k ? 'too-few-organisations' : 'protects-another');
}
