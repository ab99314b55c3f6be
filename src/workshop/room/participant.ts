import { randomInt } from 'node:crypto';
import type { Family } from '../../questionnaire/questionnaire.ts';

/** A device in the room of a workshop: somebody without a name. */
export interface Participant {
  readonly id: string;
  /** 100 to 999: by which somebody can say which device is theirs. */
  readonly label: number;
  readonly family: Family;
  /** Null while they are in the room. */
  readonly leftAt: string | null;
  /** When who runs the workshop removed it, for good. */
  readonly removedAt: string | null;
}

/** How many devices may ever join one workshop. */
export const mostDevices = 400;

/** A label that none of these devices has. */
export function newLabel(taken: readonly number[]): number {
  const [first, last] = [100, 999];
  const free = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    (label) => !taken.includes(label),
  );
  const label = free[randomInt(free.length)];
  if (label === undefined) throw new Error('There are more devices than labels');
  return label;
}

export function isPresent({ leftAt, removedAt }: Participant): boolean {
  return leftAt === null && removedAt === null;
}
