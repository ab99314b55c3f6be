import { describe, expect, test } from '@jest/globals';
import { attack } from './attack.ts';
import { exact, knowing, named, row, sight } from './hand-made.ts';

const a = named('a', 6);

describe('the intruder finds', () => {
  test('the only organisation by which two groups differ, as far as rounding allows', () => {
    const one = attack(sight([row('all', a, exact(3)), row('five', a.slice(1), exact(2.8))]));
    // 6 · 3.0 ± 0.3, less 5 · 2.8 ± 0.25.
    const [single] = one.determined.filter(({ organisations }) => organisations.length === 1);
    expect(single).toBeUndefined();
    expect(one.isolated).toEqual([['a1']]);
    const few = attack(
      sight([row('four', a.slice(0, 4), exact(3)), row('three', a.slice(0, 3), exact(3))]),
    );
    expect(few.determined.map(({ organisations }) => organisations)).toContainEqual(a.slice(0, 3));
    expect(few.narrowest?.mean.hi).toBeCloseTo(3.05);
  });

  test('who is left when the others are known', () => {
    const knows = knowing({ a1: 2, a2: 4, a3: 3 });
    const { determined, isolated } = attack(
      sight([row('four', a.slice(0, 4), exact(3))], { knows }),
    );
    expect(determined).toMatchObject([{ organisations: ['a4'] }]);
    expect(determined[0]?.mean.lo).toBeCloseTo(2.8);
    expect(determined[0]?.mean.hi).toBeCloseTo(3.2);
    expect(isolated).toEqual([['a4']]);
  });

  test('what is at an end of the scale', () => {
    const near = row('six', a, { mean: { kind: 'exact', value: 4.9 } });
    const { mean } = row('six', a, { mean: { kind: 'above', value: 4.3 } });
    expect(mean.lo).toBeCloseTo(5 - 4 / 6);
    const rows = [{ ...near, mean: { lo: 4.85, hi: 4.95 } }];
    expect(attack(sight(rows)).determined.length).toBeGreaterThan(0);
    expect(attack(sight([{ ...near, mean }])).determined).toEqual([]);
  });

  test('a group that all count as near', () => {
    const own = { value: { lo: 4.4, hi: 4.4 }, least: 0.5, errors: false };
    const counts = { lower: 0, similar: 0, higher: 6 };
    const rows = [row('six', a, { mean: { kind: 'above', value: 4.3 }, counts }, { own })];
    const { narrowest, determined } = attack(sight(rows));
    expect(narrowest?.mean.lo).toBeCloseTo(4.9);
    expect(determined.length).toBe(4);
  });

  test('an overall by way of dimensions, exactly', () => {
    const measures = ['A', 'B', 'overall'];
    const others = a.slice(1);
    const rows = [
      row('all', a, exact(3), { measure: 'overall' }),
      row('five', others, exact(3), { measure: 'A' }),
      row('five', others, exact(3), { measure: 'B' }),
    ];
    expect(attack(sight(rows, { measures })).isolated).toEqual([['a1']]);
    expect(attack(sight(rows.slice(0, 2), { measures })).isolated).toEqual([]);
    // An organisation without B: its overall is its A, and five of them hide the sixth.
    const scored = (id: string) => (id === 'a1' ? ['A', 'overall'] : measures);
    const all = [
      ...rows.slice(0, 1),
      row('all', a, exact(3)),
      row('five', others, exact(3), { measure: 'B' }),
    ];
    expect(attack(sight(all, { measures })).isolated).toEqual([['a1']]);
    expect(attack(sight(all, { measures, scored })).isolated).toEqual([['a1']]);
  });

  test('who changed between two releases', () => {
    const again = ['a1@2', ...a.slice(1)];
    const rows = [row('then', a, exact(3)), row('now', again, exact(3.2))];
    const organisationOf = (id: string) => id.replace(/@.*/, '');
    expect(attack(sight(rows, { organisationOf })).isolated).toEqual([['a1']]);
    const five = [...a.slice(0, 5).map((id) => `${id}@2`), 'a6'];
    const more = [row('then', a, exact(3)), row('now', five, exact(3.2))];
    expect(attack(sight(more, { organisationOf })).isolated).toEqual([]);
  });
});

describe('the intruder finds nothing', () => {
  test('in one group of six, or two that have nothing in common', () => {
    const b = named('b', 5);
    const rows = [row('six', a, exact(3)), row('five', b, exact(4.2))];
    const { determined, isolated, narrowest } = attack(sight(rows));
    expect([determined, isolated]).toEqual([[], []]);
    expect(narrowest?.mean.hi).toBeCloseTo(5);
  });

  test('where two groups differ by five', () => {
    const all = named('a', 11);
    const rows = [row('all', all, exact(3)), row('six', all.slice(0, 6), exact(3.2))];
    expect(attack(sight(rows))).toMatchObject({ determined: [], isolated: [] });
  });
});

test('what contradicts itself is no finding but a fault of the intruder', () => {
  const rows = [row('six', a, exact(2)), row('the same', a, exact(4))];
  expect(() => attack(sight(rows))).toThrow('contradicts itself');
});
