import { describe, expect, test } from '@jest/globals';
import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import {
  type ReleaseRule,
  releasable,
  releasableToAll,
} from '../../src/disclosure/differencing.ts';
import { balanced, equally, people } from './some-people.ts';

const rule = { k: 5, combinations: 200_000 };
const released = (sets: readonly ContributorSet[], more: Partial<ReleaseRule> = {}) => [
  ...releasable(sets, { ...rule, ...more }),
];

describe('size (R1)', () => {
  test('a set needs five whom nobody knows', () => {
    expect(released([equally('all', people(1, 4))])).toEqual([]);
    expect(released([equally('all', people(1, 5))])).toEqual(['all']);
    expect(released([equally('all', [])])).toEqual([]);
  });

  test('whoever is known does not count', () => {
    const known = new Set(['p1', 'p9']);
    expect(released([equally('all', people(1, 5))], { known })).toEqual([]);
    expect(released([equally('all', people(1, 6))], { known })).toEqual(['all']);
    expect(released([equally('all', people(1, 6))], { known: new Set(people(1, 6)) })).toEqual([]);
  });

  test('one stored result for many needs six', () => {
    expect([...releasableToAll([equally('all', people(1, 5))])]).toEqual([]);
    expect([...releasableToAll([equally('all', people(1, 6))])]).toEqual(['all']);
  });
});

describe('an attack on the total of twelve, p1 to p12', () => {
  const total = equally('total', people(1, 12));

  test('complement: what a group leaves of the total must be five as well', () => {
    expect(released([total, equally('eight', people(1, 8))])).toEqual(['total']);
    expect(released([total, equally('seven', people(1, 7))])).toEqual(['total', 'seven']);
  });

  test('complement, known to one of those left: four others are too few for them', () => {
    const sets = [total, equally('seven', people(1, 7))];
    expect(released(sets, { known: new Set(['p8']) })).toEqual(['total']);
    // One of the seven knows one of these, and six are left.
    expect(released(sets, { known: new Set(['p1']) })).toEqual(['total', 'seven']);
  });

  test('late answer: the same total with one more', () => {
    expect(released([equally('again', people(1, 13))], { earlier: [total] })).toEqual([]);
    expect(released([equally('again', people(1, 16))], { earlier: [total] })).toEqual([]);
    expect(released([equally('again', people(1, 17))], { earlier: [total] })).toEqual(['again']);
  });

  test('reweighting: the same people, where some weigh twice as much', () => {
    const twice = (ids: readonly string[]) => ({
      code: 'again',
      weights: new Map(people(1, 12).map((id) => [id, ids.includes(id) ? 2 : 1])),
    });
    expect(released([total, twice(['p1'])])).toEqual(['total']);
    expect(released([total, twice(people(1, 4))])).toEqual(['total']);
    expect(released([total, twice(people(1, 5))])).toEqual(['total', 'again']);
    // Eight weigh twice: all of it less twice the total is the other four.
    expect(released([total, twice(people(1, 8))])).toEqual(['total']);
    // All weigh twice: that is the total.
    expect(released([total, twice(people(1, 12))])).toEqual(['total', 'again']);
  });

  test('reweighting: the balanced and the simple mean of the same people', () => {
    // (3 + 9) · simple less 2 · 9 · balanced is 1 − 3 for each of the three, and 0 for the nine.
    const three = balanced('balanced', people(1, 3), people(4, 12));
    expect(released([total, three])).toEqual(['total']);
    const five = balanced('balanced', people(1, 5), people(6, 12));
    expect(released([total, five])).toEqual(['total', 'balanced']);
    const six = balanced('balanced', people(1, 6), people(7, 12));
    expect(released([total, six])).toEqual(['total', 'balanced']);
  });
});

describe('an attack on several groups of thirty', () => {
  const total = equally('total', people(1, 30));

  test('nesting: a group within a group', () => {
    const outer = equally('outer', people(1, 12));
    expect(released([total, outer, equally('inner', people(1, 9))])).toEqual(['total', 'outer']);
    expect(released([total, outer, equally('inner', people(1, 7))])).toEqual([
      ...['total', 'outer', 'inner'],
    ]);
  });

  test('overlap: two groups that share most', () => {
    const one = equally('one', people(1, 10));
    // The difference is p1 and p2 against p11 and p12.
    expect(released([total, one, equally('two', people(3, 12))])).toEqual(['total', 'one']);
    // And here p1 to p3 against p11 and p12, although the groups are not of a size.
    expect(released([total, one, equally('two', people(4, 12))])).toEqual(['total', 'one', 'two']);
  });

  test('three sets: two of them say nothing, the third with both of them does', () => {
    const [one, two] = [equally('one', people(1, 10)), equally('two', people(11, 20))];
    const three = (last: number) => equally('three', people(1, last));
    expect(released([one, three(21)])).toEqual(['one', 'three']);
    expect(released([two, three(21)])).toEqual(['two', 'three']);
    expect(released([total, one, two, three(21)])).toEqual(['total', 'one', 'two']);
    expect(released([total, one, two, three(24)])).toEqual(['total', 'one', 'two']);
    expect(released([total, one, two, three(25)])).toEqual(['total', 'one', 'two', 'three']);
  });

  test('three sets with other weights: 2 · three − one − two is p1 and p21', () => {
    const three = {
      code: 'three',
      weights: new Map([...people(1, 20), 'p21'].map((id) => [id, id === 'p1' ? 2 : 1])),
    };
    const [one, two] = [equally('one', people(1, 10)), equally('two', people(11, 20))];
    expect(released([one, two, three])).toEqual(['one', 'two']);
  });

  test('what is refused is no row: what comes after it is tried without it', () => {
    const sets = [total, equally('most', people(1, 27)), equally('some', people(1, 23))];
    // 27 leave three. 23 leave seven of the total, and would leave four of the 27.
    expect(released(sets)).toEqual(['total', 'some']);
    expect(released(sets.slice(1))).toEqual(['most']);
  });

  test('earlier rows count, are not tried again and may break the rule by themselves', () => {
    const most = equally('most', people(1, 27));
    expect(released([equally('some', people(1, 23))], { earlier: [most] })).toEqual([]);
    expect(released([total, equally('few', people(1, 9))], { earlier: [total, most] })).toEqual([]);
    expect(released([total], { earlier: [equally('few', people(1, 4))] })).toEqual([]);
    // Of people who are known it was no secret.
    const known = new Set(people(1, 4));
    expect(released([total], { earlier: [equally('few', people(1, 4))], known })).toEqual([
      'total',
    ]);
  });
});

describe('a contributor with another value than before', () => {
  const total = equally('total', people(1, 10));
  const again = (count: number) => ({
    set: equally('again', [...people(11, 10 + count), ...people(count + 1, 10)]),
    changed: new Map(people(1, count).map((id, i) => [`p${11 + i}`, id])),
  });

  test('counts once: four changes are the changes of four', () => {
    const { set, changed } = again(4);
    expect(released([set], { earlier: [total], changed })).toEqual([]);
    // Without being told, they are eight contributors.
    expect(released([set], { earlier: [total] })).toEqual(['again']);
  });

  test('and five are five', () => {
    const { set, changed } = again(5);
    expect(released([set], { earlier: [total], changed })).toEqual(['again']);
  });

  test('nor does it make a set bigger to hold both', () => {
    const both = equally('both', ['p1', 'p2', 'p3', 'p4', 'p11']);
    expect(released([both])).toEqual(['both']);
    expect(released([both], { changed: new Map([['p11', 'p1']]) })).toEqual([]);
  });
});
