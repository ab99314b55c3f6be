import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { showableTo, type ViewerClass } from '../../src/disclosure/viewer.ts';
import { method } from '../../src/scoring/method.ts';
import { familiesOfSets, rounded } from './families-of-sets.ts';
import { equally, people } from './some-people.ts';

const viewer = (knows: readonly string[], ...mayFetch: readonly string[]): ViewerClass => ({
  knows: new Set(knows),
  mayFetch: new Set(mayFetch),
});
const total = equally('total', people(1, 13));
const eight = equally('eight', people(1, 8));
const nine = equally('nine', people(1, 9));

describe('a person who holds two classes', () => {
  test('is shown what both of them leave five of', () => {
    const sets = [total, eight];
    const one = viewer(['p1'], 'total', 'eight');
    const other = viewer(['p9'], 'total');
    expect([...showableTo([one], { sets })]).toEqual(['total', 'eight']);
    expect([...showableTo([other], { sets })]).toEqual(['total']);
    // Of the five that the eight leave, p9 is known.
    expect([...showableTo([one, other], { sets })]).toEqual(['total']);
    expect([...showableTo([other, one], { sets })]).toEqual(['total']);
  });

  test('may not be shown by one what the other can take apart', () => {
    const sets = [total, nine];
    const one = viewer(['p1'], 'total');
    const other = viewer(['p1'], 'nine');
    expect([...showableTo([one], { sets })]).toEqual(['total']);
    expect([...showableTo([other], { sets })]).toEqual(['nine']);
    expect([...showableTo([other, one], { sets })]).toEqual(['total']);
  });

  test('is shown nothing beside what either has been shown before', () => {
    const fetchable = { sets: [nine], earlier: [total] };
    expect([...showableTo([viewer(['p1'], 'nine')], fetchable)]).toEqual([]);
  });

  test('sees changed values counted as one', () => {
    const sets = [equally('again', [...people(21, 24), ...people(5, 13)])];
    const changed = new Map(people(21, 24).map((id, i) => [id, `p${i + 1}`]));
    const one = viewer([], 'again');
    expect([...showableTo([one], { sets, earlier: [total], changed })]).toEqual([]);
  });
});

test('nobody is shown nothing, and a class only what it may fetch', () => {
  expect([...showableTo([], { sets: [total] })]).toEqual([]);
  expect([...showableTo([viewer([])], { sets: [total] })]).toEqual([]);
  expect([...showableTo([viewer([], 'eight')], { sets: [total, eight] })]).toEqual(['eight']);
});

describe('it fails closed', () => {
  const sets = [total, eight];
  const good = viewer([], 'total');

  test('where a class may fetch what is not there', () => {
    expect([...showableTo([good, viewer([], 'nine')], { sets })]).toEqual([]);
  });

  test.each([undefined, null, ['p1'], 'p1', {}])('where a class says %p', (wrong) => {
    const knows = { ...good, knows: wrong as unknown as Set<string> };
    const mayFetch = { ...good, mayFetch: wrong as unknown as Set<string> };
    for (const odd of [knows, mayFetch]) expect([...showableTo([good, odd], { sets })]).toEqual([]);
  });

  test.each([undefined, null, Number.NaN, '5', 5.5])('where a threshold is %p', (wrong) => {
    for (const part of ['k', 'combinations']) {
      const disclosure = { ...method.disclosure, [part]: wrong as number };
      expect([...showableTo([good], { sets }, { disclosure })]).toEqual([]);
    }
  });
});

const anyPerson = familiesOfSets(12).chain(({ contributors, sets }) =>
  fc.record({
    sets: fc.constant(sets.map(rounded)),
    classes: fc.array(
      fc.record({
        knows: fc.subarray([...contributors], { maxLength: 2 }),
        mayFetch: fc.subarray(sets.map(({ code }) => code)),
      }),
      { maxLength: 3 },
    ),
  }),
);

describe('for any person', () => {
  test('without what they know, five are left in all they are shown', () => {
    fc.assert(
      fc.property(anyPerson, ({ sets, classes }) => {
        const all = classes.map(({ knows, mayFetch }) => viewer(knows, ...mayFetch));
        const known = classes.flatMap(({ knows }) => knows);
        const codes = showableTo(all, { sets });
        for (const { code, weights } of sets) {
          if (!codes.has(code)) continue;
          const left = [...weights.keys()].filter((id) => !known.includes(id));
          expect(left.length).toBeGreaterThanOrEqual(5);
          expect(classes.some(({ mayFetch }) => mayFetch.includes(code))).toBe(true);
        }
      }),
    );
  });

  test('it makes no difference which class is held first, or that one class holds all', () => {
    fc.assert(
      fc.property(anyPerson, ({ sets, classes }) => {
        const all = classes.map(({ knows, mayFetch }) => viewer(knows, ...mayFetch));
        const union = viewer(
          classes.flatMap(({ knows }) => knows),
          ...classes.flatMap(({ mayFetch }) => mayFetch),
        );
        const codes = [...showableTo(all, { sets })];
        expect([...showableTo(all.toReversed(), { sets })]).toEqual(codes);
        expect([...showableTo([union], { sets })]).toEqual(codes);
      }),
    );
  });
});
