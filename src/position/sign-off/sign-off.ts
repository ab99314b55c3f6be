import type { SignedPosition } from './signed-position.ts';

/** Somebody who did something to a position. */
export interface Doer {
  readonly id: string;
  /** Null once they were erased. */
  readonly name: string | null;
}

/** That an assessment lead asked for a position to be signed off. */
export interface SignOffRequest {
  readonly id: string;
  readonly askedAt: string;
  readonly askedBy: Doer;
  /** Null while it is open; of one assessment, one is at most. */
  readonly ended: {
    readonly at: string;
    readonly by: Doer;
    readonly outcome: 'signed' | 'returned' | 'withdrawn';
    /** Why it was returned; null otherwise. */
    readonly reason: string | null;
  } | null;
}

/** A position as it was signed off, which never changes afterwards. */
export interface SignOff {
  readonly id: string;
  readonly signedAt: string;
  readonly signedBy: Doer;
  readonly questionnaireVersion: number;
  readonly methodVersion: number;
  readonly content: SignedPosition;
  /** Since when the integrated care board sees its scores; null while it does not. */
  readonly sharedAt: string | null;
  /** Null while it stands; of one assessment, one does at most. */
  readonly reopened: {
    readonly at: string;
    readonly by: Doer;
    readonly reason: string;
  } | null;
}

/** How somebody is named beside what they did. */
export function doerWords({ name }: Pick<Doer, 'name'>): string {
  return name ?? 'somebody who has been erased since';
}

/** The same at the beginning of a sentence. */
export function doerFirst({ name }: Pick<Doer, 'name'>): string {
  return name ?? 'Somebody who has been erased since';
}

/** "questionnaire version 1, method version 1" */
export function versionWords({
  questionnaireVersion,
  methodVersion,
}: Pick<SignOff, 'questionnaireVersion' | 'methodVersion'>): string {
  return `questionnaire version ${questionnaireVersion}, method version ${methodVersion}`;
}
