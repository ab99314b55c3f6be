/** The ladder, from lo = 1 (Unowned) to hi = 5 (Transforming). */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** Levels that have statements: everything above the first. */
export const statedLevels = [2, 3, 4, 5] as const;
export type StatedLevel = (typeof statedLevels)[number];

/** What one person says to one question. */
export type Answer = Level | 'dont-know' | 'not-applicable';

export function isLevel(answer: Answer | undefined): answer is Level {
  return typeof answer === 'number';
}

/**
 * What one person says about one capability of the ownership map:
 * the code of a role, or one of three other answers.
 */
export type OwnershipAnswer = string;
export const otherOwners = ['shared', 'nobody', 'dont-know'] as const;
