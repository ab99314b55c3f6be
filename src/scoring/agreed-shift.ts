import { type Method, method } from './method.ts';
import { reaches, round6 } from './numbers.ts';

/** How far what was agreed lies from what leaders answered, in levels. */
export interface AgreedShift {
  /** Agreed minus survey, to six decimals: above 0 where more was agreed than estimated. */
  readonly difference: number;
  /** Whether it is one level or more, either way. */
  readonly flagged: boolean;
}

/**
 * The difference between the two measurements of one question, dimension or overall (method,
 * section 1). Null where either is missing, or may not be shown and so is not given.
 */
export function shiftFrom(
  survey: number | null,
  agreed: number | null,
  rule: Method['evidence'] = method.evidence,
): AgreedShift | null {
  if (survey === null || agreed === null) return null;
  const difference = round6(agreed - survey);
  return { difference, flagged: reaches(Math.abs(difference), rule.agreedDifference) };
}
