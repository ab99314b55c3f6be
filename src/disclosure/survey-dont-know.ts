import type { BlindSpot } from '../scoring/blind-spot.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import { fewSomeMany, roundedShare } from './shares.ts';
import type { DontKnow } from './survey.ts';
import { fewest, fewestForSpread, type SurveyRules } from './survey-rules.ts';

/**
 * How many of all respondents do not know (method, section 5): in a word, and to the nearest 10 %
 * only among enough people and beside a result. Where that is withheld for want of people, the
 * share would say how many they are.
 */
export function discloseDontKnow(
  { dontKnowShare, blindSpot }: BlindSpot,
  respondents: number,
  besideResult: boolean,
  rules: SurveyRules,
): Disclosed<DontKnow> {
  const words = fewSomeMany(dontKnowShare ?? Number.NaN, rules);
  if (!(respondents >= fewest(rules)) || words === null || dontKnowShare === null)
    return withheld('too-few-people');
  const rounded = besideResult && respondents >= fewestForSpread(rules);
  const share = rounded ? roundedShare(dontKnowShare, rules.disclosure.shareStep) : null;
  return shown({ words, share, blindSpot });
}
