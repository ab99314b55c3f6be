import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { families as familyCodes } from '../../src/questionnaire/questionnaire.ts';
import { type Method, method } from '../../src/scoring/method.ts';
import { type Invited, participationOf } from '../../src/survey/participation.ts';

const families: readonly string[] = familyCodes;

/** So many of a family were invited, of whom so many have started, and of these submitted. */
function of(family: string | null, invited: number, started: number, submitted = 0): Invited[] {
  return Array.from({ length: invited }, (_, at) => ({
    family,
    withdrawn: false,
    started: at < started,
    submitted: at < submitted,
  }));
}

function shown(people: readonly Invited[]) {
  const { invited, started, submitted, families: rows } = participationOf(people, families);
  return {
    everybody: [invited, started, submitted],
    ...Object.fromEntries(rows.map((row) => [row.code, [row.invited, row.started, row.submitted]])),
  };
}

describe('participation', () => {
  test('of everybody is the numbers of invited, started and submitted, from six to six less than all', () => {
    expect(shown(of(null, 16, 9, 7))).toEqual({ everybody: [16, 9, 7] });
    expect(shown(of(null, 16, 6, 5))).toEqual({ everybody: [16, 6, 'few'] });
    expect(shown(of(null, 16, 0))).toEqual({ everybody: [16, 'few', 'few'] });
    expect(shown(of(null, 16, 11, 10))).toEqual({ everybody: [16, 'most', 10] });
    expect(shown(of(null, 16, 16, 16))).toEqual({ everybody: [16, 'most', 'most'] });
    expect(shown(of(null, 9, 7, 6))).toEqual({ everybody: [9, 'most', 'most'] });
    expect(shown([])).toEqual({ everybody: [0, 'few', 'few'] });
  });

  test('by family is shown where six were invited and those left out are nobody or six', () => {
    const twenty = of('digital', 20, 9, 8);
    expect(shown([...twenty, ...of('executive', 18, 8, 7)])).toEqual({
      everybody: [38, 17, 15],
      digital: [20, 9, 8],
      executive: [18, 8, 7],
    });
    expect(shown([...twenty, ...of('executive', 5, 5, 5)])).toEqual({ everybody: [25, 14, 13] });
    expect(shown([...twenty, ...of('executive', 5, 4, 4), ...of(null, 9, 8, 1)])).toMatchObject({
      everybody: [34, 21, 13],
    });
  });

  test('of a family is not shown where fewer than six of it have not', () => {
    const people = [...of('digital', 20, 16, 8), ...of('executive', 20, 9, 8)];
    const { everybody, digital } = shown(people) as Record<string, unknown[]>;
    expect(everybody).toEqual([40, 25, 16]);
    expect(digital).toEqual([20, 'hidden', 'hidden']);
  });

  test('leaves out the smallest further family while those left out are fewer than six', () => {
    const two = [...of('digital', 12, 10, 8), ...of('clinical', 8, 7, 6)];
    expect(Object.keys(shown(two))).toEqual(['everybody', 'digital', 'clinical']);
    for (const few of [of('executive', 3, 1), of(null, 1, 1), of('unheard of', 5, 5)])
      expect(Object.keys(shown([...two, ...few]))).toEqual(['everybody', 'digital']);
    expect(Object.keys(shown([...of('digital', 7, 7, 7), ...of(null, 1, 0)]))).toEqual([
      'everybody',
    ]);
  });

  test('says fewer than six where that tells no more', () => {
    const people = [...of('clinical', 16, 8), ...of('operational', 16, 3), ...of(null, 16, 8)];
    expect(shown(people)).toEqual({
      everybody: [48, 19, 'few'],
      clinical: [16, 8, 'few'],
      operational: [16, 'few', 'few'],
    });
  });

  test('hides the number of a family that would leave fewer than six for the others', () => {
    const people = [...of('clinical', 12, 9), ...of('operational', 12, 3)];
    expect(shown(people)).toEqual({
      everybody: [24, 12, 'few'],
      clinical: [12, 'hidden', 'few'],
      operational: [12, 'hidden', 'few'],
    });
  });

  test('counts the withdrawn like everybody else, and says how many they are', () => {
    const people = of('digital', 8, 7, 6);
    const withdrawn = people.map((person, at) => ({ ...person, withdrawn: at > 5 }));
    const { withdrawn: number, ...rest } = participationOf(withdrawn, families);
    expect(number).toBe(2);
    expect(participationOf(people, families)).toEqual({ withdrawn: 0, ...rest });
  });

  test('shows nothing where a rule is missing or malformed', () => {
    const people = of('digital', 30, 20, 20);
    for (const k of [undefined, null, Number.NaN, 0, -1, 2.5, '5']) {
      const rules = { ...method, disclosure: { ...method.disclosure, k } } as unknown as Method;
      expect(participationOf(people, families, rules)).toEqual({
        invited: 30,
        withdrawn: 0,
        started: 'few',
        submitted: 'few',
        families: [],
      });
    }
  });

  test('does not depend on the order of people', () => {
    const person = fc.record({
      family: fc.constantFrom(...families, null),
      withdrawn: fc.boolean(),
      progress: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), fc.nat(), (drawn, turn) => {
        const people = drawn.map(({ progress, ...rest }) => ({
          ...rest,
          started: progress > 0,
          submitted: progress > 1,
        }));
        const at = people.length && turn % people.length;
        const turned = [...people.slice(at), ...people.slice(0, at)].reverse();
        const counts = participationOf(people, families);
        expect(participationOf(turned, families)).toEqual(counts);
        const numbers = [counts, ...counts.families].flatMap((row) => [row.started, row.submitted]);
        for (const number of numbers)
          if (typeof number === 'number') expect(number).toBeGreaterThan(5);
        for (const row of counts.families) expect(row.invited).toBeGreaterThan(5);
      }),
    );
  });
});

/** How far the people of each group are: so many started, and so many of these submitted. */
type Progress = readonly (readonly [started: number, submitted: number])[];

/** Every progress there can be of groups of these sizes. */
function* everyProgress(sizes: readonly number[], columns: 1 | 2): Generator<Progress> {
  const [size, ...rest] = sizes;
  if (size === undefined) return yield [];
  for (let started = 0; started <= size; started++)
    for (let submitted = 0; submitted <= (columns === 2 ? started : 0); submitted++)
      for (const others of everyProgress(rest, columns)) yield [[started, submitted], ...others];
}

/**
 * Somebody who knows the invited, the rules, and everything that is shown, tries to find out how
 * many of some groups have started or submitted: looks at everything that would have been shown
 * just so, and whether there is only one number, below six, among it.
 */
function whatCanBeWorkedOut(sizes: readonly number[], columns: 1 | 2): string[] {
  const groups = [...families, null];
  const everybody = sizes.reduce((sum, size) => sum + size, 0);
  const subsets = Array.from({ length: 2 ** sizes.length - 1 }, (_, at) => at + 1).filter(
    (subset) => sizes.some((size, at) => size > 0 && subset & (1 << at)),
  );
  /** For each page that can be shown: for each column and subset its number, -1 for several. */
  const pages = new Map<string, number[][]>();
  for (const progress of everyProgress(sizes, columns)) {
    const people = progress.flatMap(([started, submitted], at) =>
      of(groups[at] ?? null, sizes[at] ?? 0, started, submitted),
    );
    const page = JSON.stringify(participationOf(people, families));
    const numbers = Array.from({ length: columns }, (_, column) =>
      subsets.map((subset) =>
        progress.reduce((sum, each, at) => sum + (subset & (1 << at) ? (each[column] ?? 0) : 0), 0),
      ),
    );
    const before = pages.get(page);
    const merged = before?.map((column, c) =>
      column.map((number, at) => (number === numbers[c]?.[at] ? number : -1)),
    );
    pages.set(page, merged ?? numbers);
  }
  return [...pages].flatMap(([page, numbers]) =>
    numbers.flatMap((column) => {
      // That everybody does it says so of every group, and is nothing else than the total.
      if (column.at(-1) === everybody) return [];
      const small = column.findIndex((number) => number >= 0 && number < 6);
      return small < 0 ? [] : [`${page}: ${column[small]} in ${subsets[small]?.toString(2)}`];
    }),
  );
}

describe('nobody can work out a number below six', () => {
  // Sizes of the families in their order, then of those without one.
  test.each<[number[], 1 | 2]>([
    [[6, 6], 1],
    [[6, 10], 1],
    [[8, 10, 5, 2], 1],
    [[7, 6, 2, 4], 1],
    [[6, 6, 7, 7], 1],
    [[6, 7, 0, 0, 7], 1],
    [[12, 10, 9], 1],
    [[6], 2],
    [[6, 0, 0, 0, 6], 2],
    [[6, 10], 2],
    [[12, 15], 2],
    [[7, 3, 3], 2],
    [[6, 7, 1], 2],
  ])('where %p were invited', (sizes, columns) => {
    expect(whatCanBeWorkedOut(sizes, columns)).toEqual([]);
  });
});
