import { type Method, method } from '../scoring/method.ts';
import type { ContributorSet } from './contributor-set.ts';
import { type ReleaseRule, releasable } from './differencing.ts';

/** One of the reasons why a person may look: a role they hold for an organisation, say. */
export interface ViewerClass {
  /** Contributors whose values they know through it: their own organisation, for one. */
  readonly knows: ReadonlySet<string>;
  /** Codes of the sets that were released to it. */
  readonly mayFetch: ReadonlySet<string>;
}

/** What there is to fetch of one measure in one cycle, with what was to fetch before. */
export interface Fetchable extends Pick<ReleaseRule, 'earlier' | 'changed'> {
  /** All of it, in the order in which it is tried: the total first. */
  readonly sets: readonly ContributorSet[];
}

/**
 * The codes of the sets that a person may be shown who holds these classes (method, section 5):
 * checked over everything that they know and everything that they may fetch, because one person
 * can put together what two roles are shown. Tried in the order of the sets, whichever class each
 * comes from, so that it makes no difference which class is held first.
 *
 * Fails closed, as `releasable` does, and where a class does not say what it knows and may fetch,
 * or may fetch a set that is not among these: what that would add is not known.
 * @param fetchable its earlier rows are those that any of the classes has been shown.
 */
export function showableTo(
  classes: readonly ViewerClass[],
  { sets, ...before }: Fetchable,
  rules: Pick<Method, 'disclosure'> = method,
): ReadonlySet<string> {
  const said = classes.flatMap(({ knows, mayFetch }) => [knows, mayFetch]);
  if (!said.every((each) => each instanceof Set)) return new Set();
  const known = new Set(classes.flatMap(({ knows }) => [...knows]));
  const codes = new Set(classes.flatMap(({ mayFetch }) => [...mayFetch]));
  const fetched = sets.filter(({ code }) => codes.has(code));
  if (fetched.length < codes.size) return new Set();
  const { k, combinations } = rules.disclosure;
  return releasable(fetched, { ...before, k, combinations, known });
}
