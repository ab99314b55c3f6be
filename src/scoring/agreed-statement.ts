/** What an organisation agrees about one statement of a question. */
export const statementStates = ['met', 'not-met', 'not-applicable', 'dont-know'] as const;
export type StatementState = (typeof statementStates)[number];

/**
 * How well a statement is shown to be true: E0 not at all, E1 asserted by a named person, E2 by a
 * dated document or link, E3 checked by somebody independent.
 */
export const evidenceGrades = [0, 1, 2, 3] as const;
export type EvidenceGrade = (typeof evidenceGrades)[number];

/** One statement as scoring takes it. */
export interface AgreedStatement {
  readonly state: StatementState;
  readonly grade: EvidenceGrade;
  /** The day that its document bears, such as "2027-03-31"; null without one. */
  readonly dated: string | null;
}

/**
 * The statements of one question by their codes. One that is missing was left open: it counts as
 * don't know.
 */
export type AgreedStatements = Readonly<Record<string, AgreedStatement>>;
