import { isCapability } from '../../position/agreement.ts';
import { ownership, type Step, together } from '../workshop.ts';

/** Why something is on an agenda; in the order in which a proposal puts questions. */
export const reasons = [
  'left-over',
  'split',
  'weak',
  'gate',
  'gap',
  'blind-spot',
  'moderate',
  'not-shown',
  'strong',
  'nobody',
  'contested',
  'chosen',
] as const;
export type Reason = (typeof reasons)[number];

export interface AgendaItem {
  /** The code of a question, or of a capability of the ownership map. */
  readonly item: string;
  /** Rises along the agenda, not always by 1. */
  readonly position: number;
  /** Whether it is confirmed together with others; always so for capabilities. */
  readonly together: boolean;
  /** Why it is on the agenda, the most important first; may be empty. */
  readonly reasons: readonly Reason[];
}

/** A part of a workshop: questions by themselves, questions confirmed together, capabilities. */
export const agendaParts = ['questions', 'together', 'ownership'] as const;
export type AgendaPart = (typeof agendaParts)[number];

export function partOf({ item, together }: Pick<AgendaItem, 'item' | 'together'>): AgendaPart {
  if (isCapability(item)) return 'ownership';
  return together ? 'together' : 'questions';
}

/** An agenda in the order in which a workshop goes through it. */
export function inOrder<I extends AgendaItem>(agenda: readonly I[]): readonly I[] {
  const sorted = agenda.toSorted((a, b) => a.position - b.position);
  return agendaParts.flatMap((part) => sorted.filter((item) => partOf(item) === part));
}

/**
 * What comes on the screen one after the other: every question of its own, then what is confirmed
 * together and the ownership map, where the agenda has any of these.
 */
export function stepsOf(agenda: readonly AgendaItem[]): readonly Step[] {
  const parts = new Set(agenda.map(partOf));
  return [
    ...inOrder(agenda)
      .filter((item) => partOf(item) === 'questions')
      .map(({ item }) => item),
    ...(parts.has('together') ? [together] : []),
    ...(parts.has('ownership') ? [ownership] : []),
  ];
}
