import { mean } from '../scoring/numbers.ts';
import type { OwnershipMap } from '../scoring/ownership.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { DisclosedSurvey } from './survey.ts';
import { fewest, type SurveyRules } from './survey-rules.ts';
import { guardValue } from './value-guard.ts';

/**
 * The clarity index in whole per cent, where it says nothing that its capabilities do not: the
 * value guard holds (from 0 to 1, for somebody who answered all of them), and not all but one of
 * them show the share that enters it.
 * @param disclosed what is shown of each capability, in the same order.
 */
export function discloseClarity(
  { clarity, capabilities }: OwnershipMap,
  disclosed: DisclosedSurvey['ownership']['capabilities'],
  rules: SurveyRules,
): Disclosed<number> {
  const entering = capabilities.flatMap(({ status, n, roles, shared, nobody }, i) => {
    if (status === null) return [];
    const result = disclosed[i]?.result;
    // The share that is shown enters only where no other answer was given more than a role.
    const isOfRole = (roles[0]?.share ?? 0) >= Math.max(shared ?? 0, nobody ?? 0);
    return [{ n, open: isOfRole && result?.shown && result.value.share !== null }];
  });
  if (clarity === null) return withheld('not-scored');
  // At least as many people enter the index as enter any of its capabilities.
  const people = Math.max(...entering.map(({ n }) => n));
  if (!(people >= fewest(rules))) return withheld('too-few-people');
  const most = mean(entering.map(({ n }) => 1 / n)) ?? 1;
  const { kind, value } = guardValue(clarity, most, { lo: 0, hi: 1 });
  if (kind !== 'exact') return withheld('only-a-bound');
  if (entering.filter(({ open }) => !open).length === 1) return withheld('protects-another');
  return shown(Math.round(100 * value));
}
