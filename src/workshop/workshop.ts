import type { Survey } from '../survey/survey.ts';

/** Minutes for each question at a pace. */
export const paces = { brisk: 6, usual: 10, thorough: 15 } as const;
export type Pace = keyof typeof paces;

/**
 * What is on the screen: the code of a question; "together", where strong questions are confirmed
 * at once; "ownership", where the ownership map is settled.
 */
export type Step = string;
export const together: Step = 'together';
export const ownership: Step = 'ownership';

/** One meeting in which an organisation agrees its position. */
export interface Workshop {
  readonly id: string;
  readonly assessmentId: string;
  /** 1 for the first of its assessment. */
  readonly number: number;
  /** What people join with. */
  readonly code: string;
  readonly pace: Pace;
  /** How long it may last. */
  readonly minutes: number;
  readonly createdAt: string;
  /** When people could first join; null while it is being prepared. */
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  /** Whether nobody else may join. */
  readonly locked: boolean;
  /** Null while people arrive. */
  readonly step: Step | null;
  readonly timerEndsAt: string | null;
  /** Rises with everything that the room sees. */
  readonly roomRevision: number;
  /** Rises with every first vote of somebody, and whenever a device comes or goes. */
  readonly votesRevision: number;
}

/** Whether people may join and vote: it was opened, and has not ended. */
export function isOpen({ openedAt, endedAt }: Workshop): boolean {
  return openedAt !== null && endedAt === null;
}

/** Where the pages of this workshop begin, for who runs it. */
export function workshopPath({ id }: Pick<Workshop, 'id'>): string {
  return `/workshops/${id}`;
}

/** Where the workshops of an assessment are listed and prepared. */
export function workshopsPath({ assessmentId }: Pick<Survey, 'assessmentId'>): string {
  return `/surveys/${assessmentId}/workshops`;
}

/** Where people vote: as short as can be, because it is read from a screen and typed. */
export function votePath({ code }: Pick<Workshop, 'code'>): string {
  return `/vote/${code}`;
}
