import { z } from 'zod';
import type { Method } from '../scoring/method.ts';

/** The thresholds that decide what a survey may show. */
export type SurveyRules = Pick<Method, 'disclosure' | 'scale'>;

const share = z.number().min(0).max(1);
const thresholds = z.object({
  disclosure: z.object({
    k: z.int().positive(),
    distribution: z.int().positive(),
    shareStep: share.positive(),
    someShare: share,
    manyShare: share,
    combinations: z.int().positive(),
  }),
  scale: z.object({ lo: z.number(), hi: z.number() }).refine(({ lo, hi }) => lo < hi),
});

/** Whether every threshold is there and well formed; if not, nothing is shown. */
export function areComplete(rules: SurveyRules): boolean {
  return thresholds.safeParse(rules).success;
}

/** Fewest people of whom anything is shown: many look at one stored result, so k and one more. */
export function fewest({ disclosure }: SurveyRules): number {
  return disclosure.k + 1;
}

/** Fewest people of whom it is shown how they spread, or the share that says something. */
export function fewestForSpread(rules: SurveyRules): number {
  return Math.max(fewest(rules), rules.disclosure.distribution);
}
