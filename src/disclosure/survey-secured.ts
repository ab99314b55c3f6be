import { z } from 'zod';
import { method } from '../scoring/method.ts';
import type { Secured } from '../scoring/overall.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import { type Derived, isExact } from './survey-range.ts';

const level = z.int().min(method.scale.lo).max(method.scale.hi).nullable();

/** The level that no scored dimension falls below, as in the Secured of scoring. */
export const securedLevel = z.object({
  level,
  atMost: level,
  heldBy: z.array(z.string()),
});

/** The secured level, where it says nothing of a dimension that is not exact. */
export function discloseSecured(
  given: Secured,
  scored: readonly Derived[],
): Disclosed<z.output<typeof securedLevel>> {
  const { data } = securedLevel.safeParse(given);
  if (!data || scored.length === 0) return withheld('not-scored');
  return scored.every(isExact) ? shown(data) : withheld('protects-another');
}
