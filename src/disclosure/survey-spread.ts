import type { LevelShare } from '../scoring/distribution.ts';
import { type Disclosed, withheld } from './disclosed.ts';
import { distribution } from './shares.ts';
import type { LevelEstimate, QuestionResult } from './survey.ts';
import type { FamilyCount } from './survey-family.ts';
import { fewestForSpread, type SurveyRules } from './survey-rules.ts';

/** What the distribution of a question is shown beside. */
type Beside = Pick<QuestionResult, 'agreement' | 'gaps'> & { readonly estimate: LevelEstimate };

/**
 * The distribution of a question, where it says nothing that the rest of what is shown leaves
 * open: the exact value behind a bound, that all may agree, or how a single family spreads.
 * @param question the exact shares of its n people, and the families these are from.
 */
export function discloseSpread(
  question: {
    readonly n: number;
    readonly distribution: readonly LevelShare[];
    readonly families: readonly FamilyCount[];
  },
  beside: Beside,
  rules: SurveyRules,
): Disclosed<readonly LevelShare[]> {
  const spread = distribution(question.distribution, question.n, rules);
  if (!spread.shown) return spread;
  if (beside.estimate.kind !== 'exact' || couldBeUnanimous(beside)) return withheld('only-a-bound');
  const many = question.families.filter(({ n }) => n >= fewestForSpread(rules));
  const tells = tellsOfFamilies(beside, new Set(many.map(({ family }) => family)));
  return tells ? withheld('protects-another') : spread;
}

/**
 * Whether all may have given one level, as far as the estimate and the agreement show. Were the
 * distribution withheld only where they have, withholding it would tell each of them so; this
 * asks nothing that is not shown, so it tells nothing.
 */
function couldBeUnanimous({ estimate, agreement }: Beside): boolean {
  return Number.isInteger(estimate.value) && (agreement === 'strong' || agreement === null);
}

/**
 * Whether the distribution would say how a family spreads whose mean is stated: of executives at
 * 4.0 and operational leaders at 2.0, where half of all say 4 and half 2, it would say what each
 * of them said. A family that is too small has no distribution of its own, and one at a whole
 * level may be unanimous.
 */
function tellsOfFamilies({ gaps }: Beside, many: ReadonlySet<string>): boolean {
  return gaps.some(({ higher, lower, means }) => {
    if (means === null) return false;
    const whole = means.some(({ value }) => Number.isInteger(value));
    return whole || ![higher, lower].every((family) => many.has(family));
  });
}
