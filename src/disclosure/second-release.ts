import type { ContributorSet } from './contributor-set.ts';
import { type ReleaseRule, releasable } from './differencing.ts';

export interface AgainRule extends ReleaseRule {
  /** The sets as the release before had them, shown or not, with the same code for the same group. */
  readonly before: readonly ContributorSet[];
  /** What has been shown in all earlier releases. */
  readonly earlier: readonly ContributorSet[];
  /** Fewest contributors who have come, gone or changed since. Never counts as less than k. */
  readonly changedContributors: number;
}

/**
 * The codes of the sets that may be shown anew in another release of the same cycle (method,
 * section 5): none at all unless enough contributors, of those not known, have come, gone or
 * changed; of these, no group in which at least one but too few have; of these, what is releasable
 * beside all that was shown before. A group that is not among them keeps its earlier result, so
 * that one late answer moves nothing that anybody sees, not even by way of what others weigh.
 *
 * Fails closed, as `releasable` does.
 */
export function releasableAgain(
  sets: readonly ContributorSet[],
  rule: AgainRule,
): ReadonlySet<string> {
  const { k, before, earlier, changedContributors, known, changed } = rule;
  const codes = new Set(sets.map(({ code }) => code));
  if (![k, changedContributors].every(Number.isInteger) || codes.size < sets.length)
    return new Set();
  const fewest = Math.max(k, changedContributors);
  const moved = (now: readonly ContributorSet[], then: readonly ContributorSet[]) => {
    const [here, there] = [contributorsOf(now), contributorsOf(then)];
    const apart = [...here, ...there].filter((id) => here.has(id) !== there.has(id));
    const unknown = apart.filter((id) => !known?.has(id));
    return new Set(unknown.map((id) => changed?.get(id) ?? id)).size;
  };
  if (moved(sets, before) < fewest) return new Set();
  const settled = sets.filter((set) =>
    [...before, ...earlier]
      .filter(({ code }) => code === set.code)
      .map((then) => moved([set], [then]))
      .every((count) => count === 0 || count >= fewest),
  );
  return releasable(settled, rule);
}

function contributorsOf(sets: readonly ContributorSet[]): Set<string> {
  return new Set(sets.flatMap(({ weights }) => [...weights.keys()]));
}
