import { describe, expect, test } from '@jest/globals';
import { nearWords } from '../../../src/benchmark/catalogue/near-words.ts';
import { nearestNeighbours } from '../../../src/benchmark/catalogue/neighbours.ts';
import type { OrganisationContext } from '../../../src/organisations/context/variables.ts';
import { context, icb, trust } from './register.ts';

type Variables = OrganisationContext['variables'];

/** Trusts R10, R11, … with these variables. */
function neighboursOf(rows: readonly Variables[]) {
  const trusts = rows.map((_, position) => trust(codeAt(position)));
  return nearestNeighbours(
    trusts,
    rows.map((variables, position) => context(codeAt(position), variables)),
  );
}

const codeAt = (position: number) => `R${position + 10}`;
const codes = (...positions: readonly number[]) => positions.map(codeAt);
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);

describe('nearest neighbours', () => {
  test('are the fifteen at the least distance', () => {
    // Twenty in a row, ten beds apart: the first is nearest to the next fifteen, and the one at
    // position 9 to seven on either side and the one further down, whose code comes first.
    const row = neighboursOf(from(0, 19).map((n) => ({ beds: 100 + 10 * n })));
    expect(row.R10).toEqual({ members: codes(...from(1, 15)), variables: ['beds'] });
    expect(row.R29?.members).toEqual(codes(...from(4, 18)));
    expect(row.R19?.members).toEqual(codes(...from(1, 8), ...from(10, 16)));
  });

  test('count every variable the same, however large its numbers', () => {
    // 300 beds are a twelfth of a standard deviation here, and 19 sites are two.
    const rows = [
      { beds: 1000, sites: 20 },
      ...from(1, 15).map(() => ({ beds: 1300, sites: 20 })),
      ...from(16, 30).map(() => ({ beds: 1000, sites: 1 })),
      ...from(31, 45).map(() => ({ beds: 9000, sites: 20 })),
    ];
    expect(neighboursOf(rows).R10?.members).toEqual(codes(...from(1, 15)));
  });

  test('of equally near ones, those whose codes come first', () => {
    const rows = from(0, 19).map((n) => ({ beds: n === 0 ? 500 : 400 }));
    expect(neighboursOf(rows).R10?.members).toEqual(codes(...from(1, 15)));
    // The last is nearer, and takes the place of the last of the others.
    const [own = {}, ...others] = rows.slice(0, 16);
    expect(neighboursOf([own, ...others, { beds: 450 }]).R10?.members).toEqual(
      codes(...from(1, 14), 16),
    );
    // To a computer the first of these is farther from the ninth than the seventeenth is.
    expect(neighboursOf(from(0, 25).map((n) => ({ beds: n }))).R18?.members).toEqual(
      codes(...from(0, 7), ...from(9, 15)),
    );
  });

  test('are there only where there are more than fifteen others to choose from', () => {
    const rows = from(0, 15).map((n) => ({ beds: n }));
    expect(neighboursOf(rows)).toEqual({});
    expect(Object.keys(neighboursOf([...rows, { beds: 99 }]))).toHaveLength(17);
  });

  test('leave out an organisation that lacks a number, not the number', () => {
    const rows: Variables[] = from(0, 19).map((n) => ({ beds: n, sites: n % 3 }));
    rows[3] = { beds: 3 };
    const near = neighboursOf(rows);
    expect(near.R13).toBeUndefined();
    expect(Object.keys(near)).toHaveLength(19);
    for (const { members, variables } of Object.values(near)) {
      expect(members).not.toContain('R13');
      expect(variables).toEqual(['beds', 'sites']);
    }
  });

  test.each([
    [28, 35, ['beds', 'sites']],
    [27, 35, ['beds']],
  ])('where %d of %d have a number, go by %j', (having, all, variables) => {
    const rows = from(1, all).map((n) => (n <= having ? { beds: n, sites: n % 3 } : { beds: n }));
    const near = Object.values(neighboursOf(rows));
    expect(near).toHaveLength(variables.length === 2 ? having : all);
    for (const one of near) expect(one.variables).toEqual(variables);
  });

  test('do not mind organisations of which nothing is known', () => {
    const rows: Variables[] = from(0, 19).map((n) => ({ beds: n }));
    const unknown = from(20, 60).map(() => ({}));
    expect(neighboursOf([...rows, ...unknown])).toEqual(neighboursOf(rows));
  });

  test('are not near in what is the same everywhere', () => {
    const rows = from(0, 19).map((n) => ({ beds: n, sites: 4 }));
    expect(neighboursOf(rows).R10?.variables).toEqual(['beds']);
    expect(neighboursOf(from(0, 19).map(() => ({ sites: 4 })))).toEqual({});
  });

  test('are of the same type, which somebody knows, and ICBs of ICBs', () => {
    const acute = from(0, 16).map((n) => trust(`A${n + 10}`));
    const mental = from(0, 16).map((n) => trust(`M${n + 10}`, { trustType: 'mental_health' }));
    const boards = from(0, 16).map((n) => icb(`Q${n + 10}`));
    const odd = from(0, 16).map((n) => trust(`Z${n + 10}`, { trustType: null }));
    const all = [...acute, ...mental, ...boards, ...odd];
    const contexts = all.map(({ code }, n) => context(code, { population_thousand: n }));
    const near = nearestNeighbours(all, contexts);
    expect(Object.keys(near)).toHaveLength(51);
    for (const [code, { members }] of Object.entries(near))
      expect(new Set([code, ...members].map((each) => each[0])).size).toBe(1);
  });

  test('are explained in words', () => {
    expect(nearWords(['beds', 'income_million', 'sites'])).toBe(
      'closest on beds, income and sites',
    );
    expect(nearWords(['population_thousand'])).toBe('closest on population served');
    expect(nearWords(['constructor', 'beds'])).toBe('closest on constructor and beds');
    expect(nearWords([])).toBe('');
  });
});
