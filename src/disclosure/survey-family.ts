import { type Family, families } from '../questionnaire/questionnaire.ts';
import { releasableToAll } from './differencing.ts';
import { fewest, type SurveyRules } from './survey-rules.ts';

/** How many people of one role family contribute to a measure. */
export interface FamilyCount {
  readonly family: Family;
  readonly n: number;
}

/** What is released of a measure: nothing, or the total and the families that go along with it. */
export interface Released {
  readonly total: boolean;
  readonly families: ReadonlySet<Family>;
}

/**
 * What may be shown of a measure and of the role families in it (method, section 5, R1 and R2):
 * the total comes first, and a family that could be told apart by subtraction is left out.
 * @param n contributors of the total; nothing is released where the families are not all of them.
 * @param weigh their weights in the total, in the order given.
 */
export function releaseFamilies(
  counts: readonly FamilyCount[],
  n: number,
  weigh: (people: readonly Family[]) => readonly number[],
  rules: SurveyRules,
): Released {
  const people = peopleOf(counts);
  if (people.length !== n) return { total: false, families: new Set() };
  const weights = weigh(people);
  const everybody = people.map((family, i) => ({
    id: `${family} ${i}`,
    family,
    weight: weights[i],
  }));
  const set = (code: string, members: typeof everybody) => ({
    code,
    weights: new Map(members.map(({ id, weight }) => [id, weight ?? Number.NaN])),
  });
  const membersOf = (family: Family) => everybody.filter((person) => person.family === family);
  const codes = releasableToAll(
    [
      set('total', everybody),
      ...families
        .map((family) => set(family, membersOf(family)))
        // Too small a family would be refused, and this is the quicker way to find out.
        .filter(({ weights }) => weights.size >= fewest(rules)),
    ],
    rules,
  );
  return {
    total: codes.has('total'),
    // Without the total a family would be all that is known, and no page shows that.
    families: new Set(codes.has('total') ? families.filter((family) => codes.has(family)) : []),
  };
}

/** The family of each contributor, in the order of the questionnaire. */
export function peopleOf(counts: readonly FamilyCount[]): Family[] {
  return families.flatMap((family) => {
    const found = counts.find((count) => count.family === family);
    return Array<Family>(found?.n ?? 0).fill(family);
  });
}
