import { z } from 'zod';
import type { Details } from '../people/audit.ts';
import { evidenceGrades, statementStates } from '../scoring/agreed-statement.ts';
import { Problem } from '../shared/problems.ts';

/** How an agreement came about: in the room, or at the assessment lead's desk. */
export const methods = ['unanimous', 'majority', 'chair', 'desk'] as const;
export type AgreementMethod = (typeof methods)[number];
export type RoomMethod = Exclude<AgreementMethod, 'desk'>;

const statement = z.strictObject({
  state: z.enum(statementStates),
  /** Why it does not apply; null otherwise. */
  reason: z.string().nullable(),
  grade: z.literal(evidenceGrades),
  /** What shows it: a document, a link, or the role of who says so. */
  reference: z.string().nullable(),
  /** The day that the document bears. */
  dated: z.iso.date().nullable(),
});
export type RecordedStatement = z.output<typeof statement>;

/** What was agreed on a question: its statements by their codes; one left out was left open. */
export const questionContent = z.strictObject({ statements: z.record(z.string(), statement) });
export type QuestionContent = z.output<typeof questionContent>;

/** What was agreed on a capability: the code of a role, "shared" or "nobody". */
export const ownerContent = z.strictObject({ owner: z.string().min(1) });
export type OwnerContent = z.output<typeof ownerContent>;

/** What the audit says was agreed: the owner, or the state of each statement; nothing typed. */
export function detailsOf(content: QuestionContent | OwnerContent): Details {
  if ('owner' in content) return { owner: content.owner };
  return Object.fromEntries(
    Object.entries(content.statements).map(([code, { state, grade }]) => [
      code,
      `${state} E${grade}`,
    ]),
  );
}

/** How and by whom something was agreed. */
export interface Agreeing {
  readonly method: AgreementMethod;
  /** How many were in the room; null for a desk agreement. */
  readonly present: number | null;
  /** How many of them disagreed, never who; null for a desk agreement. Shown in words only. */
  readonly dissenting: number | null;
  readonly reason: string | null;
  /** Null for a desk agreement. */
  readonly workshopId: string | null;
}

/** What is to be recorded, and the version it was based on: 0 where nothing was agreed before. */
export interface NewAgreement extends Agreeing {
  /** The code of a question, or of a capability of the ownership map. */
  readonly item: string;
  readonly basedOn: number;
  readonly content: QuestionContent | OwnerContent;
}

interface Recorded extends Agreeing {
  readonly item: string;
  /** 1 for the first; the highest holds. */
  readonly version: number;
  readonly agreedAt: string;
  /** The name of who recorded it; null where they were erased, or are not known. */
  readonly agreedBy: string | null;
}

export interface QuestionAgreement extends Recorded {
  readonly content: QuestionContent;
}

export interface OwnerAgreement extends Recorded {
  readonly content: OwnerContent;
}

export type Agreement = QuestionAgreement | OwnerAgreement;

/** What holds at present. */
export interface Agreements {
  readonly questions: ReadonlyMap<string, QuestionAgreement>;
  readonly owners: ReadonlyMap<string, OwnerAgreement>;
}

/** Somebody else recorded something on the same items since this form was opened. */
export class AgreementConflict extends Problem {
  /** What holds now, for each of them. */
  readonly stored: readonly Agreement[];

  constructor(stored: readonly Agreement[]) {
    super('conflict', 'Somebody else recorded something here since you opened this page.');
    this.stored = stored;
  }
}

export function isQuestion(item: string): boolean {
  return !isCapability(item);
}

export function isCapability(item: string): boolean {
  return item.startsWith('M');
}
