import { method } from '../../scoring/method.ts';
import { ledgerOf } from './ledger.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { type Candidate, settle } from './settle.ts';
import type { HeldClass, Shown } from './shapes.ts';
import { mostGroups } from './sight.ts';
import { publicGroupsOf, withGroups } from './together.ts';

/**
 * What a person who holds several classes may be shown of each, in their order: checked over the
 * union of what these know and may fetch, with what everybody is shown. Groups are tried by their
 * position in disclosureOrder, so that it makes no difference which class is held first.
 *
 * Fails closed: nothing where what everybody is shown, or what was shown in earlier releases, would
 * already say too much to somebody who knows all that.
 * @param classes one class alone is shown what was stored for it. Of each, `before` is what this
 *   person may see of earlier releases by it.
 * @param publicBefore by earlier release, what everybody was shown anew.
 */
export function showableToUnion(
  prepared: PreparedPool,
  publicShown: Shown,
  classes: readonly HeldClass[],
  publicBefore: readonly Shown[] = [],
): readonly Shown[] {
  const { measures } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const publicGroups = publicGroupsOf(prepared);
  const { groups, bits } = withGroups(
    publicGroups,
    classes.flatMap((one) => one.groups),
  );
  const release = prepared.pools.length - 1;
  const sound =
    prepared.sound &&
    groups.length <= mostGroups &&
    publicBefore.length === release &&
    classes.every(
      ({ knows, own, before = [] }) =>
        knows instanceof Set && before.length <= release && (own === null || knows.has(own)),
    );
  if (!sound) return classes.map(() => new Map());

  const knows = new Set(classes.flatMap((one) => [...one.knows]));
  const watch = { knows, k: method.disclosure.k, anyOne: false };
  const ledger = ledgerOf(prepared, watch, groups, classes);
  const note = (
    shown: Shown | undefined,
    code: string,
    at: number,
    row: { bit: number; holder: number | null },
  ) => {
    for (const [measure, name] of measures.entries())
      if (shown?.get(code)?.has(name)) ledger.note({ ...row, measure, release: at });
  };
  for (const [at, shown] of [...publicBefore, publicShown].entries())
    for (const [bit, { code }] of publicGroups.entries())
      note(shown, code, at, { bit, holder: null });

  const tried: (Candidate & { code: string; holder: number; position: number })[] = [];
  let next = 0;
  for (const [holder, { groups: own, shown, ownValues, before = [] }] of classes.entries())
    for (const [position, { code }] of own.entries()) {
      const bit = bits[next++] as number;
      for (const [at, then] of before.entries()) note(then, code, at, { bit, holder });
      // What is withheld for its own value's sake counts as shown: the overall needs it.
      const has = (name: string) => !ownValues.has(name) || shown.get(code)?.has(name);
      tried.push({
        ...{ bit, holder, code, position },
        measures: new Set([...measures.keys()].filter((at) => has(measures[at] as string))),
        stands: new Set(),
      });
    }
  const rank = new Map(
    [...classes.keys()]
      .sort((a, b) => (keyOf(classes[a]) < keyOf(classes[b]) ? -1 : 1))
      .map((holder, at) => [holder, at]),
  );
  tried.sort(
    (a, b) => a.position - b.position || (rank.get(a.holder) ?? 0) - (rank.get(b.holder) ?? 0),
  );
  const settled = settle(prepared, [ledger], tried);
  return classes.map(
    ({ shown }, holder) =>
      new Map(
        tried.flatMap(({ holder: of, code }, at) => {
          const may = [...(settled[at] ?? [])].map((measure) => measures[measure] as string);
          const had = may.filter((name) => shown.get(code)?.has(name));
          return of === holder ? [[code, new Set(had)]] : [];
        }),
      ),
  );
}

function keyOf(one: HeldClass | undefined): string {
  return [one?.own ?? '', ...[...(one?.knows ?? [])].sort()].join('\n');
}
