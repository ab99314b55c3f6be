import { describe, expect, test } from '@jest/globals';
import type { AgendaItem } from '../../src/workshop/agenda/agenda.ts';
import { moved, switched, withAdded, without } from '../../src/workshop/agenda/agenda-change.ts';
import { minutesOfAll, minutesUntil } from '../../src/workshop/agenda/agenda-time.ts';

const agenda: readonly AgendaItem[] = [
  ['A1', false],
  ['B1', false],
  ['C1', false],
  ['D1', true],
  ['E1', true],
  ['M01', true],
].map(([item, together], position) => ({
  item: String(item),
  together: together === true,
  position,
  reasons: [],
}));

const itemsOf = (some: readonly AgendaItem[]) => some.map(({ item }) => item).join(' ');

describe('changing an agenda', () => {
  test('an item moves up and down among those of its part', () => {
    expect(itemsOf(moved(agenda, 'C1', 1))).toBe('A1 C1 B1 D1 E1 M01');
    expect(itemsOf(moved(agenda, 'A1', 1))).toBe('B1 A1 C1 D1 E1 M01');
    expect(itemsOf(moved(agenda, 'E1', 0))).toBe('A1 B1 C1 E1 D1 M01');
  });

  test('moving to the same place twice moves once, and beyond the end goes to the end', () => {
    expect(moved(moved(agenda, 'C1', 0), 'C1', 0)).toEqual(moved(agenda, 'C1', 0));
    expect(itemsOf(moved(agenda, 'A1', 9))).toBe('B1 C1 A1 D1 E1 M01');
  });

  test('what is not on it stays away', () => {
    expect(moved(agenda, 'H1', 0)).toEqual(agenda);
    expect(without(agenda, 'H1')).toEqual(agenda);
    expect(switched(agenda, 'H1', true)).toEqual(agenda);
  });

  test('a question can be discussed by itself, and confirmed together again', () => {
    const apart = switched(agenda, 'D1', false);
    expect(itemsOf(apart)).toBe('A1 B1 C1 D1 E1 M01');
    expect(apart.find(({ item }) => item === 'D1')?.together).toBe(false);
    expect(itemsOf(switched(apart, 'A1', true))).toBe('B1 C1 D1 E1 A1 M01');
    expect(switched(agenda, 'M01', false)).toEqual(agenda);
  });

  test('what is added comes last, and only once', () => {
    const added = withAdded(agenda, { item: 'H1', together: false });
    expect(itemsOf(added)).toBe('A1 B1 C1 H1 D1 E1 M01');
    expect(added.find(({ item }) => item === 'H1')?.reasons).toEqual(['chosen']);
    expect(withAdded(added, { item: 'H1', together: false })).toEqual(added);
  });
});

describe('the time of an agenda', () => {
  test('counts questions at the pace, 1 minute for each confirmed together, 2 for a capability', () => {
    expect(minutesOfAll(agenda, 'usual')).toBe(3 * 10 + 2 * 1 + 2);
    expect(minutesOfAll(agenda, 'brisk')).toBe(3 * 6 + 2 * 1 + 2);
    expect([...minutesUntil(agenda, 'thorough').values()]).toEqual([15, 30, 45, 46, 47, 49]);
  });
});
