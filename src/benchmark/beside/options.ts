import type { WithheldReason } from '../../disclosure/disclosed.ts';
import { capital } from '../../shared/capital.ts';
import { basisNames } from '../basis.ts';
import { nearWords } from '../catalogue/near-words.ts';
import { type Choice, comparedOn, inFallbackOrder, isShown, type Released } from './choice.ts';
import type { ComparedGroup } from './comparison.ts';
import { othersOf, withheldGroup } from './words.ts';

/** Something that can be chosen, and where it leads. */
export interface Option {
  readonly name: string;
  readonly query: string;
  readonly current: boolean;
}

export interface GroupOption extends Option {
  /** What more is to be said about the group; empty where nothing is. */
  readonly note: string;
  /** Whether anything of it is shown. */
  readonly shown: boolean;
}

export interface Options {
  readonly cycles: readonly Option[];
  readonly bases: readonly Option[];
  readonly groups: readonly GroupOption[];
  /** Why the group that would come first is not the one that is shown; empty where it is. */
  readonly fellBack: string;
  /** The choice itself, as it stands in an address. */
  readonly query: string;
}

/** What can be chosen from here; what is chosen already is kept wherever the other has it too. */
export function optionsOf(cycles: readonly Released[], choice: Choice): Options {
  const { released, basis, compared, group } = choice;
  const to = (cycle: Released, on: Choice['basis']) => {
    const has = comparedOn(cycle, on)?.groups.some(({ code }) => code === group?.code);
    return queryOf(cycle, on, has ? group : null);
  };
  return {
    cycles: cycles.map((cycle) => ({
      name: cycle.release.cycle,
      query: cycle.bases.includes(basis)
        ? to(cycle, basis)
        : `?${new URLSearchParams({ cycle: cycle.release.cycleId })}`,
      current: cycle === released,
    })),
    bases: released.bases.map((each) => ({
      name: basisNames[each],
      query: to(released, each),
      current: each === basis,
    })),
    groups: inFallbackOrder(compared?.groups ?? []).map((each) => ({
      name: capital(othersOf(each)),
      query: queryOf(released, basis, each),
      current: each === group,
      shown: isShown(each),
      note: noteOf(each),
    })),
    fellBack: fellBackWords(choice),
    query: queryOf(released, basis, group),
  };
}

function fellBackWords({ compared, group }: Choice): string {
  const [first] = inFallbackOrder(compared?.groups ?? []);
  if (!first || !group || first === group || isShown(first) || !isShown(group)) return '';
  return `Not beside ${othersOf(first)}: ${withheldGroup(first, mainReason(first))}`;
}

function queryOf(
  { release }: Released,
  basis: Choice['basis'],
  group: Pick<ComparedGroup, 'code'> | null,
): string {
  const chosen = { cycle: release.cycleId, basis, ...(group ? { group: group.code } : {}) };
  return `?${new URLSearchParams(chosen)}`;
}

function noteOf(group: ComparedGroup): string {
  const parts: string[] = [];
  if (group.kind === 'neighbours' && group.nearIn.length > 0)
    parts.push(`${capital(nearWords(group.nearIn))}, never on results.`);
  if (!isShown(group)) parts.push(`Not shown: ${withheldGroup(group, mainReason(group))}`);
  else if (group.measures.some(({ peers }) => !peers.shown)) parts.push('Shown in part.');
  return parts.join(' ');
}

/** Why most of its measures are withheld. */
function mainReason({ measures }: ComparedGroup): WithheldReason {
  const reasons = measures.flatMap(({ peers }) => (peers.shown ? [] : [peers.why]));
  const counted = Map.groupBy(reasons, (why) => why);
  const [most] = [...counted.entries()].sort(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? 'too-few-organisations';
}
