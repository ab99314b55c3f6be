import { type Family, families } from '../questionnaire/questionnaire.ts';
import type { Voice } from './estimate.ts';
import { mean, round6 } from './numbers.ts';

/** What the people of one role family say to a question. */
export interface FamilyEstimate {
  readonly family: Family;
  /** People with a level, at least one. */
  readonly n: number;
  /** The mean of their levels, 1 to 5, six decimals: within a family people weigh the same. */
  readonly estimate: number;
}

/** The families in which somebody gave a level, in the order of the questionnaire. */
export function estimateFamilies(voices: readonly Voice[]): FamilyEstimate[] {
  return families.flatMap((family) => {
    const levels = voices.filter((voice) => voice.family === family).map(({ value }) => value);
    const estimate = mean(levels);
    return estimate === null ? [] : [{ family, n: levels.length, estimate: round6(estimate) }];
  });
}
