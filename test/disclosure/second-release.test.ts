import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import { releasable } from '../../src/disclosure/differencing.ts';
import { type AgainRule, releasableAgain } from '../../src/disclosure/second-release.ts';
import { balanced, equally, people } from './some-people.ts';

const rule = { k: 5, combinations: 200_000, changedContributors: 5 };
/** Where nothing else is said, all of the release before was shown. */
const again = (
  sets: readonly ContributorSet[],
  more: Partial<AgainRule> & Pick<AgainRule, 'earlier'>,
) => [...releasableAgain(sets, { ...rule, before: more.earlier, ...more })];

describe('another release of the same cycle', () => {
  const earlier = [equally('total', people(1, 20)), equally('group', people(1, 8))];
  const oneToo = equally('group', [...people(1, 8), 'p21']);

  test('needs five who have come, gone or changed', () => {
    expect(again([equally('total', people(1, 24))], { earlier })).toEqual([]);
    expect(again([equally('total', people(1, 25))], { earlier })).toEqual(['total']);
    expect(again([equally('total', people(1, 16))], { earlier })).toEqual([]);
    expect(again([equally('total', people(1, 15))], { earlier })).toEqual(['total']);
    // Three have gone and two have come.
    expect(again([equally('total', people(4, 22))], { earlier })).toEqual(['total']);
  });

  test('a late answer that only moves the weights of many moves nothing', () => {
    const before = [balanced('total', people(1, 12), people(13, 20))];
    const total = balanced('total', people(1, 12), people(13, 21));
    // What differs are the weights of nine, so no combination is of fewer.
    expect([...releasable([total], { ...rule, earlier: before })]).toEqual(['total']);
    expect(again([total], { earlier: before })).toEqual([]);
  });

  test('a group to which fewer have come keeps its earlier result', () => {
    const sets = [equally('total', people(1, 26)), oneToo];
    expect(again(sets, { earlier })).toEqual(['total']);
    const bigger = equally('group', [...people(1, 8), ...people(21, 25)]);
    // And this one may not: six have come to the total, five of them to the group.
    expect(again([equally('total', people(1, 26)), bigger], { earlier })).toEqual(['total']);
    const all = equally('group', [...people(1, 8), ...people(21, 26)]);
    expect(again([equally('total', people(1, 26)), all], { earlier })).toEqual(['total', 'group']);
  });

  test('nor does a late answer or two make a group big enough to be shown', () => {
    const before = [equally('total', people(1, 20)), equally('group', people(1, 4))];
    const sets = [equally('total', people(1, 25)), equally('group', [...people(1, 4), 'p21'])];
    expect(again(sets, { before, earlier: before.slice(0, 1) })).toEqual(['total']);
    const few = [equally('total', people(1, 3))];
    expect(again([equally('total', people(1, 5))], { before: few, earlier: [] })).toEqual([]);
    expect(again([equally('total', people(1, 8))], { before: few, earlier: [] })).toEqual([
      'total',
    ]);
  });

  test('what was shown in the release before the last counts as well', () => {
    const before = [equally('total', people(1, 30)), equally('group', people(1, 11))];
    const sets = [equally('total', people(1, 36)), equally('group', people(1, 16))];
    expect(again(sets, { before, earlier: [] })).toEqual(['total', 'group']);
    // Since it was shown, one has come; since the last release, five. What differs are the weights
    // of nine.
    const group = (last: number) => [balanced('group', people(1, 12), people(13, last))];
    expect(again(group(21), { before: group(16), earlier: [] })).toEqual(['group']);
    expect(again(group(21), { before: group(16), earlier: group(20) })).toEqual([]);
  });

  test('a group to which nobody has come is shown as before', () => {
    const sets = [equally('total', people(1, 25)), equally('group', people(1, 8))];
    expect(again(sets, { earlier })).toEqual(['total', 'group']);
  });

  test('whoever is known, or changes what they said before, counts accordingly', () => {
    const total = equally('total', people(1, 25));
    expect(again([total], { earlier, known: new Set(['p25']) })).toEqual([]);
    const changes = (count: number) => ({
      sets: [equally('total', [...people(101, 100 + count), ...people(count + 1, 20)])],
      changed: new Map(people(101, 100 + count).map((id, i) => [id, `p${i + 1}`])),
    });
    for (const count of [1, 2, 3, 4])
      expect(again(changes(count).sets, { earlier, changed: changes(count).changed })).toEqual([]);
    expect(again(changes(5).sets, { earlier, changed: changes(5).changed })).toEqual(['total']);
  });

  test('nor by way of weights does whoever is known count, and a k that is raised does', () => {
    const total = (last: number) => [balanced('total', people(1, 12), people(13, last))];
    const shown = { earlier: total(20) };
    expect(again(total(25), shown)).toEqual(['total']);
    expect(again(total(25), { ...shown, known: new Set(['p25']) })).toEqual([]);
    expect(again(total(26), { ...shown, known: new Set(['p25']) })).toEqual(['total']);
    expect(again(total(25), { ...shown, k: 6 })).toEqual([]);
    expect(again(total(26), { ...shown, k: 6 })).toEqual(['total']);
  });

  test.each([undefined, null, Number.NaN, '5', 5.5, Infinity, {}])(
    'fails closed where a threshold is %p',
    (wrong) => {
      const sets = [equally('total', people(1, 40))];
      expect(again(sets, { earlier, changedContributors: wrong as number })).toEqual([]);
      expect(again(sets, { earlier, k: wrong as number })).toEqual([]);
      expect(again(sets, { earlier, combinations: wrong as number })).toEqual([]);
    },
  );

  test('fails closed where two sets have one code', () => {
    const total = equally('total', people(1, 40));
    expect(again([total, equally('total', people(1, 21))], { earlier })).toEqual([]);
  });
});

const families = ['executive', 'operational', 'digital', 'clinical'];
function surveyOf(groups: readonly (readonly string[])[]): ContributorSet[] {
  return [
    balanced('total', ...groups.filter(({ length }) => length > 0)),
    ...groups.map((ids, i) => equally(families[i] as string, ids)),
  ];
}

test('one to four late or changed answers change nothing that anybody sees', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
      fc.array(fc.record({ family: fc.nat(3), late: fc.boolean(), who: fc.nat() }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.option(fc.nat(11), { nil: undefined }),
      (sizes, moves, viewer) => {
        const before = sizes.map((size, f) => Array.from({ length: size }, (_, i) => `${f}-${i}`));
        const after = before.map((ids) => [...ids]);
        const changed = new Map<string, string>();
        for (const [number, { family, late, who }] of moves.entries()) {
          const ids = after[family] as string[];
          const place = who % (ids.length + 1);
          const old = ids[place];
          if (late || old === undefined || changed.has(old)) ids.push(`late-${number}`);
          else {
            ids[place] = `${old}-changed`;
            changed.set(`${old}-changed`, old);
          }
        }
        const known = new Set(viewer === undefined ? [] : [`0-${viewer}`, `0-${viewer}-changed`]);
        const sets = surveyOf(before);
        const shown = releasable(sets, { ...rule, known });
        const earlier = sets.filter(({ code }) => shown.has(code));
        expect(again(surveyOf(after), { before: sets, earlier, known, changed })).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
