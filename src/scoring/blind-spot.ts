import type { Answer } from '../questionnaire/answer.ts';
import { type Method, method } from './method.ts';
import { reaches, round6 } from './numbers.ts';

export interface BlindSpot {
  /** Share of the respondents who say don't know, 0 to 1, six decimals; null without any. */
  readonly dontKnowShare: number | null;
  readonly blindSpot: boolean;
}

/**
 * Whether too many do not know (method, section 3). Takes one answer per respondent: people who
 * left the question out (undefined) or find it not applicable are respondents too and count.
 */
export function blindSpot(
  answers: readonly (Answer | undefined)[],
  rule: Method['blindSpot'] = method.blindSpot,
): BlindSpot {
  if (answers.length === 0) return { dontKnowShare: null, blindSpot: false };
  const share = answers.filter((answer) => answer === 'dont-know').length / answers.length;
  return { dontKnowShare: round6(share), blindSpot: reaches(share, rule.dontKnowShare) };
}
