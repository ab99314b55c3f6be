import { type Pace, paces } from '../workshop.ts';
import { type AgendaItem, inOrder, partOf } from './agenda.ts';

/** Minutes that one item takes at a pace. */
export function minutesOf(item: Pick<AgendaItem, 'item' | 'together'>, pace: Pace): number {
  return { questions: paces[pace], together: 1, ownership: 2 }[partOf(item)];
}

/** Minutes that a whole agenda takes at a pace. */
export function minutesOfAll(agenda: readonly AgendaItem[], pace: Pace): number {
  return agenda.reduce((sum, item) => sum + minutesOf(item, pace), 0);
}

/** Minutes that an agenda takes until the end of each of its items, by their codes. */
export function minutesUntil(
  agenda: readonly AgendaItem[],
  pace: Pace,
): ReadonlyMap<string, number> {
  let sum = 0;
  return new Map(
    inOrder(agenda).map((item) => {
      sum += minutesOf(item, pace);
      return [item.item, sum];
    }),
  );
}
