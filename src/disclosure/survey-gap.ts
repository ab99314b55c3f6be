import type { Family } from '../questionnaire/questionnaire.ts';
import { balanceWeights } from '../scoring/balance.ts';
import type { FamilyEstimate } from '../scoring/family.ts';
import { sum } from '../scoring/numbers.ts';
import type { PerspectiveGap } from '../scoring/perspective-gap.ts';
import type { QuestionResult } from './survey.ts';
import { peopleOf } from './survey-family.ts';
import { oneDecimal } from './survey-level.ts';
import type { SurveyRules } from './survey-rules.ts';
import { guardValue } from './value-guard.ts';

interface Families {
  readonly families: readonly FamilyEstimate[];
  readonly gaps: readonly Pick<PerspectiveGap, 'families'>[];
}

/**
 * The perspective gaps of a question between families that are both released. Their means go
 * along only where the value guard allows both, and allows as well what is left of the question's
 * own exact estimate when every mean that is stated has been taken away from it.
 */
export function discloseGaps(
  question: Families,
  released: ReadonlySet<Family>,
  rules: SurveyRules,
): QuestionResult['gaps'] {
  const means = new Map(
    question.families.flatMap(({ family, n, estimate }) => {
      const { kind, value } = guardValue(estimate, 1 / n, rules.scale);
      return kind === 'exact' ? [[family, oneDecimal(value)] as const] : [];
    }),
  );
  const visible = question.gaps.filter(({ families }) => families.every((f) => released.has(f)));
  const stated = visible
    .map((gap) => gap.families)
    .filter((pair) => pair.every((f) => means.has(f)));
  const mayState = restIsGuarded(question.families, new Set(stated.flat()), rules);
  return visible.map(({ families: [higher, lower] }) => {
    const [above, below] = [means.get(higher), means.get(lower)];
    if (!mayState || above === undefined || below === undefined)
      return { higher, lower, means: null, difference: null };
    return {
      higher,
      lower,
      means: [
        { kind: 'exact', value: above },
        { kind: 'exact', value: below },
      ],
      difference: oneDecimal(above - below),
    };
  });
}

function restIsGuarded(
  families: readonly FamilyEstimate[],
  stated: ReadonlySet<Family>,
  rules: SurveyRules,
): boolean {
  const people = peopleOf(families);
  const weights = balanceWeights(people).filter((_, i) => !stated.has(people[i] as Family));
  if (weights.length === 0) return true;
  const rest = people.filter((family) => !stated.has(family));
  const levelOf = new Map(families.map(({ family, estimate }) => [family, estimate]));
  const whole = sum(weights);
  const mean = sum(rest.map((f, i) => (levelOf.get(f) ?? Number.NaN) * (weights[i] ?? 0))) / whole;
  return guardValue(mean, Math.max(...weights) / whole, rules.scale).kind === 'exact';
}
