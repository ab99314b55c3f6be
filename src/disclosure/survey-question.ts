import { z } from 'zod';
import { families } from '../questionnaire/questionnaire.ts';
import { balanceWeights } from '../scoring/balance.ts';
import { method } from '../scoring/method.ts';
import type { QuestionEstimate } from '../scoring/survey.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { QuestionResult } from './survey.ts';
import { releaseFamilies } from './survey-family.ts';
import { discloseGaps } from './survey-gap.ts';
import { discloseLevel, measure } from './survey-level.ts';
import type { SurveyRules } from './survey-rules.ts';
import { discloseSpread } from './survey-spread.ts';

const { lo, hi } = method.scale;
const family = z.enum(families);
/** What is read of a question; one that is malformed, or older than these fields, is not shown. */
const question = measure.extend({
  agreement: z.object({ label: z.enum(['split', 'strong', 'moderate', 'weak']).nullable() }),
  gaps: z.array(z.object({ families: z.tuple([family, family]) })),
  families: z.array(
    z.object({ family, n: z.int().positive(), estimate: z.number().min(lo).max(hi) }),
  ),
  distribution: z.array(z.object({ level: z.int().min(lo).max(hi), share: z.number() })),
});

/**
 * What may be shown of one question by itself; whether another measure forbids it comes on top.
 * All statistics of the question are released or withheld together with its estimate.
 */
export function discloseQuestion(
  given: QuestionEstimate,
  rules: SurveyRules,
): Disclosed<QuestionResult> {
  const { data } = question.safeParse(given);
  if (!data) return withheld('too-few-people');
  const released = releaseFamilies(data.families, data.n, (all) => balanceWeights(all), rules);
  if (!released.total) return withheld('too-few-people');
  const level = discloseLevel(data, rules);
  if (!level.shown) return withheld(level.why);
  const { value: estimate } = level;
  const agreement = data.agreement.label;
  const gaps = discloseGaps(data, released.families, rules);
  const spread = discloseSpread(data, { estimate, agreement, gaps }, rules);
  return shown({
    // The error says as much of how people spread as the distribution does.
    estimate: estimate.kind === 'exact' && !spread.shown ? { ...estimate, se: null } : estimate,
    agreement,
    distribution: spread,
    gaps,
  });
}
