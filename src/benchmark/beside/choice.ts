import { z } from 'zod';
import { id } from '../../shared/ids.ts';
import { type Basis, bases } from '../basis.ts';
import { fallbackOrder, groupCode } from '../catalogue/peer-group.ts';
import type { Published } from '../release/release.ts';
import type { BasisComparison, ComparedGroup, Comparison } from './comparison.ts';

/** What an address asks for: by default the newest, and what can be shown. */
export const asked = z.strictObject({
  cycle: id.optional(),
  basis: z.enum(bases).optional(),
  group: groupCode.optional(),
});
export type Asked = z.output<typeof asked>;

/** A released cycle, as far as somebody may see an organisation in it. */
export interface Released {
  readonly release: Published;
  /** Not empty. */
  readonly bases: readonly Basis[];
  /** Whether they may see the agreed position statement by statement. */
  readonly statements: boolean;
  /** Null where the organisation has no result in it. */
  readonly comparison: Comparison | null;
}

/** What one page shows: of one cycle, on one basis, beside one group. */
export interface Choice {
  readonly released: Released;
  readonly basis: Basis;
  /** Null where the organisation has nothing on this basis. */
  readonly compared: BasisComparison | null;
  /** Null with it, and where the organisation belongs to no group. */
  readonly group: ComparedGroup | null;
}

/**
 * What is chosen among released cycles, the newest first: the newest cycle in which the
 * organisation has a result, the survey where it is to be seen, and the first group that is shown.
 * Undefined where what is asked for is not among them.
 */
export function choose(cycles: readonly Released[], asked: Asked): Choice | undefined {
  const hasResult = (cycle: Released) =>
    (asked.basis ? [asked.basis] : cycle.bases).some((basis) => comparedOn(cycle, basis));
  const released = asked.cycle
    ? cycles.find(({ release }) => release.cycleId === asked.cycle)
    : (cycles.find(hasResult) ??
      cycles.find(({ bases }) => !asked.basis || bases.includes(asked.basis)));
  if (!released) return undefined;
  const { bases } = released;
  const basis = asked.basis ?? bases.find((each) => comparedOn(released, each)) ?? bases[0];
  if (!basis || !bases.includes(basis)) return undefined;
  const compared = comparedOn(released, basis);
  const groups = compared ? inFallbackOrder(compared.groups) : [];
  const group = asked.group
    ? groups.find(({ code }) => code === asked.group)
    : (groups.find(isShown) ?? groups[0]);
  if (asked.group && !group) return undefined;
  return { released, basis, compared, group: group ?? null };
}

/** What an organisation has on a basis; null where it has nothing, or it may not be seen. */
export function comparedOn({ bases, comparison }: Released, basis: Basis): BasisComparison | null {
  if (!bases.includes(basis)) return null;
  return comparison?.bases.find((each) => each.basis === basis) ?? null;
}

/** Groups as they are offered: the ones that are fallen back to first, then the others. */
export function inFallbackOrder(groups: readonly ComparedGroup[]): readonly ComparedGroup[] {
  const rank = ({ kind }: ComparedGroup) => {
    const at = fallbackOrder.indexOf(kind);
    return at < 0 ? fallbackOrder.length : at;
  };
  return groups.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether any measure of a group is shown. */
export function isShown({ measures }: Pick<ComparedGroup, 'measures'>): boolean {
  return measures.some(({ peers }) => peers.shown);
}
