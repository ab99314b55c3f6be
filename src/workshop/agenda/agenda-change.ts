import { type AgendaItem, inOrder, partOf } from './agenda.ts';

/** An agenda with one item at another place, from 0, among those of its part of the workshop. */
export function moved(
  agenda: readonly AgendaItem[],
  code: string,
  place: number,
): readonly AgendaItem[] {
  const sorted = inOrder(agenda);
  const item = find(sorted, code);
  if (!item) return sorted;
  const others = sorted.filter((other) => other !== item);
  const beside = others.filter((other) => partOf(other) === partOf(item));
  const next = beside[place];
  return next
    ? numbered(others.flatMap((other) => (other === next ? [item, other] : [other])))
    : numbered([...others, item]);
}

export function without(agenda: readonly AgendaItem[], code: string): readonly AgendaItem[] {
  return agenda.filter(({ item }) => item !== code);
}

/**
 * An agenda on which a question is confirmed together with others, or discussed by itself; it
 * becomes the last one there. A capability is always settled together with the others.
 */
export function switched(
  agenda: readonly AgendaItem[],
  code: string,
  together: boolean,
): readonly AgendaItem[] {
  const sorted = inOrder(agenda);
  const item = find(sorted, code);
  if (!item || partOf(item) === 'ownership' || item.together === together) return sorted;
  return numbered([...sorted.filter((other) => other !== item), { ...item, together }]);
}

/** An agenda with something added as the last of its part; what is on it stays where it is. */
export function withAdded(
  agenda: readonly AgendaItem[],
  added: Pick<AgendaItem, 'item' | 'together'>,
): readonly AgendaItem[] {
  const sorted = inOrder(agenda);
  if (find(sorted, added.item)) return sorted;
  return numbered([...sorted, { ...added, position: 0, reasons: ['chosen'] }]);
}

function find(agenda: readonly AgendaItem[], code: string): AgendaItem | undefined {
  return agenda.find(({ item }) => item === code);
}

function numbered(agenda: readonly AgendaItem[]): readonly AgendaItem[] {
  return inOrder(agenda.map((item, position) => ({ ...item, position })));
}
