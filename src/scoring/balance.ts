import { families as allFamilies, type Family } from '../questionnaire/questionnaire.ts';
import { type Method, method } from './method.ts';

/**
 * One weight per person, in the order given, summing to 1 (method, section 3). Each role family
 * present has an equal voice, shared equally among its people, but nobody weighs more than the
 * cap, or than 1/n where that is more. Nobody gives no weights.
 *
 * People of one family always weigh the same, so the cap is worked out per family. Sharing what
 * the capped leave "among the others in proportion" then means: equally among the other families,
 * because each of those starts from the same total.
 */
export function balanceWeights(
  families: readonly Family[],
  rule: Method['weights'] = method.weights,
): number[] {
  // The order of the questionnaire, not of arrival: who answered first changes no digit.
  const groups = allFamilies
    .map((family) => ({ family, people: families.filter((f) => f === family).length }))
    .filter(({ people }) => people > 0);
  const cap = Math.max(rule.cap, 1 / families.length);
  const weights = new Map<Family, number>();

  let free = groups;
  let left = 1;
  while (free.length > 0) {
    const voice = left / free.length;
    // Compared unrounded: capping a weight that is above by a rounding error changes nothing.
    const above = free.filter(({ people }) => voice / people > cap);
    if (above.length === 0) {
      for (const { family, people } of free) weights.set(family, voice / people);
      break;
    }
    for (const { family, people } of above) {
      weights.set(family, cap);
      left -= cap * people;
    }
    free = free.filter((group) => !above.includes(group));
  }
  return families.map((family) => weights.get(family) ?? 0);
}
