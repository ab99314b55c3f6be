import { z } from 'zod';
import { method } from '../scoring/method.ts';
import { round6 } from '../scoring/numbers.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { LevelEstimate } from './survey.ts';
import { fewest, fewestForSpread, type SurveyRules } from './survey-rules.ts';
import { guardValue, outwards } from './value-guard.ts';

/** What an organisation's respondents say together about one measure, before any check. */
export const measure = z.object({
  /** Null where there is no score. */
  estimate: z.number().min(method.scale.lo).max(method.scale.hi).nullable(),
  /** Standard error in levels; null where nothing shows how people vary. */
  se: z.number().min(0).nullable(),
  /** People with a valid answer to this measure. */
  n: z.int().min(0),
  /** The largest weight of any one of them. */
  maxWeight: z.number().positive().max(1),
});
export type Measure = z.output<typeof measure>;

/**
 * What a page may show of one measure (method, section 5, R1 and R3): nothing of fewer than six
 * people, and the exact value only where every one of them could still hold any level. What is
 * malformed is not shown.
 *
 * The standard error is the spread of the people by another name, so it needs as many as that
 * does. It is never below the last digit shown: 0, or none, would say that all agree.
 */
export function discloseLevel(given: Measure, rules: SurveyRules): Disclosed<LevelEstimate> {
  const { data } = measure.safeParse(given);
  if (!data || !(data.n >= fewest(rules))) return withheld('too-few-people');
  if (data.estimate === null) return withheld('not-scored');
  const { kind, value } = guardValue(data.estimate, data.maxWeight, rules.scale);
  if (kind !== 'exact') return shown({ kind, value: outwards(kind, value) });
  const se = data.n >= fewestForSpread(rules) ? Math.max(0.1, oneDecimal(data.se ?? 0)) : null;
  return shown({ kind, value: oneDecimal(value), se });
}

/** To one decimal, as pages show levels. */
export function oneDecimal(value: number): number {
  return Math.round(round6(value) * 10) / 10;
}
