import type { Contribution } from './contribution.ts';
import type { Contributed } from './contribution-store.ts';

/** What others are compared with, as text: equal where nothing of it differs; empty for none. */
export type Weighed = ReadonlyMap<string, string>;

/** Adds a contribution to what is weighed; one that nobody is compared with weighs nothing. */
export function weigh(
  weighed: Map<string, string>,
  { organisation, basis, content }: Contributed,
): void {
  if (content.eligible) weighed.set(`${organisation} ${basis}`, valuesOf(content));
}

/** How many organisations have come, gone or changed a value, on either basis. */
export function changedContributors(now: Weighed, before: Weighed): number {
  const keys = [...new Set([...now.keys(), ...before.keys()])];
  const changed = keys.filter((key) => now.get(key) !== before.get(key));
  return new Set(changed.map((key) => key.split(' ')[0])).size;
}

function valuesOf({ measures }: Contribution): string {
  return JSON.stringify(measures.map(({ code, value }) => [code, value]));
}
