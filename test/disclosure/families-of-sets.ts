import fc from 'fast-check';
import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import type { ExactSet, Fraction } from './brute-force.ts';

/** Contributors, each in one of a few role families, and sets of them with exact weights. */
export interface FamilyOfSets {
  readonly contributors: readonly string[];
  readonly sets: readonly ExactSet[];
}

/** How the weights of a set come about; "other" are whole numbers of no meaning. */
const weightings = ['equal', 'balanced', 'capped', 'other'] as const;

/**
 * Families of up to six sets as they come about: all of them, whole groups, what is left of them,
 * and any others; weighed equally, with an equal voice for each group, or in some other way.
 */
export function familiesOfSets(most = 9): fc.Arbitrary<FamilyOfSets> {
  return fc
    .record({
      groups: fc.array(fc.nat({ max: 3 }), {
        minLength: Math.ceil(most / 2),
        maxLength: most,
        size: 'max',
      }),
      sets: fc.array(
        fc.record({
          inGroups: fc.oneof(
            { weight: 1, arbitrary: fc.constant<number[]>([0, 1, 2, 3]) },
            { weight: 2, arbitrary: fc.subarray<number>([0, 1, 2, 3], { minLength: 1 }) },
          ),
          flipped: fc.oneof(
            { weight: 2, arbitrary: fc.constant<number[]>([]) },
            { weight: 3, arbitrary: fc.array(fc.nat({ max: most - 1 }), { maxLength: 4 }) },
          ),
          weighting: fc.constantFrom(...weightings),
          others: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: most, maxLength: most }),
        }),
        { minLength: 2, maxLength: 6, size: 'max' },
      ),
    })
    .map(({ groups, sets }) => {
      const contributors = groups.map((_, i) => `c${i}`);
      return {
        contributors,
        sets: sets.map(({ inGroups, flipped, weighting, others }, number) => {
          const members = groups.flatMap((group, i) =>
            inGroups.includes(group) !== flipped.includes(i) ? [{ i, group }] : [],
          );
          const weights = weigh(
            members.map(({ group }) => group),
            weighting,
            members.map(({ i }) => others[i] as number),
          );
          return {
            code: `s${number}`,
            weights: new Map(members.map(({ i }, m) => [`c${i}`, weights[m] as Fraction])),
          };
        }),
      };
    });
}

function weigh(
  groups: readonly number[],
  weighting: (typeof weightings)[number],
  others: readonly number[],
): Fraction[] {
  const present = new Set(groups).size;
  const sizeOf = (group: number) => groups.filter((other) => other === group).length;
  const small = groups.filter((group) => present * sizeOf(group) < 5).length;
  return groups.map((group, i) => {
    const size = sizeOf(group);
    if (weighting === 'equal') return [1n, BigInt(groups.length)];
    if (weighting === 'other') return [BigInt(others[i] as number), 7n];
    // Whoever would weigh more than a fifth weighs a fifth, the others share what that leaves.
    if (weighting === 'capped' && small > 0 && small < 5 && small < groups.length)
      return present * size < 5
        ? [1n, 5n]
        : [BigInt(5 - small), BigInt(5 * (groups.length - small))];
    return [1n, BigInt(present * size)];
  });
}

/** The same set as the service has it: with weights that binary arithmetic has rounded. */
export function rounded({ code, weights }: ExactSet): ContributorSet {
  return {
    code,
    weights: new Map(
      [...weights].map(([id, [above, below]]) => [id, Number(above) / Number(below)]),
    ),
  };
}
