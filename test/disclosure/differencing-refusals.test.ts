import { describe, expect, test } from '@jest/globals';
import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import {
  type ReleaseRule,
  releasable,
  releasableToAll,
} from '../../src/disclosure/differencing.ts';
import { method } from '../../src/scoring/method.ts';
import { equally, people } from './some-people.ts';

const rule = { k: 5, combinations: 200_000 };
const released = (sets: readonly ContributorSet[], more: Partial<ReleaseRule> = {}) => [
  ...releasable(sets, { ...rule, ...more }),
];

describe('the limit on combinations', () => {
  // Nobody of 4, 3, 3 and 4 can be left by themselves, but any of the four could be at first sight.
  const [a, b, c, d] = [people(1, 4), people(5, 7), people(8, 10), people(11, 14)];
  const sets = [
    equally('total', [...a, ...b, ...c, ...d]),
    equally('one', [...a, ...b]),
    equally('two', [...a, ...c]),
  ];

  test('refuses what needs more', () => {
    expect(released(sets, { combinations: 4 })).toEqual(['total', 'one', 'two']);
    expect(released(sets, { combinations: 3 })).toEqual(['total', 'one']);
  });

  test('does not count what only rows with a large atom of their own lead to', () => {
    const [small, large, other] = [people(15, 17), people(18, 27), people(28, 37)];
    const [total, one, two] = sets as [ContributorSet, ContributorSet, ContributorSet];
    const more = [
      ...[total, one, equally('three', [...b, ...small, ...large])],
      ...[equally('four', [...small, ...other]), two],
    ];
    expect(released(more, { combinations: 4 })).toEqual(['total', 'one', 'three', 'four', 'two']);
    expect(released(more, { combinations: 3 })).toEqual(['total', 'one', 'three', 'four']);
  });

  test('counts at least all unions where a changed contributor is in two atoms', () => {
    // Fewer than five are each of 3, 2, 2 and 3, both twos, and both threes, who are but four.
    const [three, two, second] = [people(1, 3), people(4, 5), people(6, 7)];
    const again = people(8, 10);
    const changed = new Map([
      ['p8', 'p1'],
      ['p9', 'p2'],
    ]);
    const doubled = new Map([...three, ...second].map((id) => [id, 1]));
    for (const id of again) doubled.set(id, 2);
    const sets = [equally('one', [...three, ...two, ...again]), { code: 'two', weights: doubled }];
    expect(released(sets, { changed })).toEqual(['one', 'two']);
    expect(released(sets, { changed, combinations: 5 })).toEqual(['one']);
  });

  test('and then goes on', () => {
    const more = [...sets, equally('three', [...c, ...d])];
    expect(released(more, { combinations: 3 })).toEqual(['total', 'one', 'three']);
  });
});

const nothings = [undefined, null, Number.NaN, '5', 5.5, Infinity, {}, [5], 0, -5];

describe('it fails closed', () => {
  const sets = [equally('total', people(1, 40)), equally('some', people(1, 20))];

  test.each(nothings)('where k or the limit is %p', (wrong) => {
    expect(released(sets, { k: wrong as number })).toEqual([]);
    expect(released(sets, { combinations: wrong as number })).toEqual([]);
    for (const part of ['k', 'combinations']) {
      const disclosure = { ...method.disclosure, [part]: wrong as number };
      // One more than none, or than less, is not what anybody meant.
      expect([...releasableToAll(sets, { disclosure })]).toEqual([]);
    }
  });

  test.each([...nothings.filter((wrong) => wrong !== 5.5), Math.PI, 1e-7, 1e7])(
    'where a weight is %p, whoever has it',
    (wrong) => {
      const weights = new Map(people(1, 9).map((id) => [id, id === 'p9' ? (wrong as number) : 1]));
      const odd = { code: 'odd', weights };
      expect(released([...sets, odd])).toEqual([]);
      expect(released([odd, ...sets])).toEqual([]);
      expect(released(sets, { earlier: [odd] })).toEqual([]);
      expect(released([...sets, odd], { known: new Set(['p9']) })).toEqual([]);
      expect([...releasableToAll([...sets, odd])]).toEqual([]);
    },
  );

  test('where two sets have one code, or what is known or a set is no such thing', () => {
    expect(released([...sets, equally('some', people(1, 10))])).toEqual([]);
    const known = people(1, 3) as unknown as Set<string>;
    expect(released(sets, { known })).toEqual([]);
    expect(released(sets, { changed: {} as Map<string, string> })).toEqual([]);
    const weights = { p1: 1 } as unknown as Map<string, number>;
    expect(released([...sets, { code: 'odd', weights }])).toEqual([]);
  });
});
