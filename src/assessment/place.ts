import type { Questionnaire } from '../questionnaire/questionnaire.ts';

/** A respondent's place in one assessment: what they answer, for whom, and how far they are. */
export interface Place {
  readonly respondentId: string;
  readonly assessmentId: string;
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly kind: 'trust' | 'icb';
  };
  readonly cycle: { readonly name: string };
  /** When the survey closes by itself. */
  readonly closesAt: string;
  readonly questionnaire: Questionnaire;
  /** The code of the role they answer in; null until they have said. */
  readonly role: string | null;
  /** The one that the assessment lead put down for them; null where they put down none. */
  readonly suggestedRole: string | null;
  readonly noticeReadAt: string | null;
  readonly savedAt: string | null;
  readonly submittedAt: string | null;
  readonly closedAt: string | null;
  /** When the assessment lead shared the results with the respondents; null while they do not. */
  readonly sharedAt: string | null;
  /** When a form of theirs was last kept because their session had ended; null where none is. */
  readonly keptAt: string | null;
}

/** Whether answers may still change: only while nobody has ended that, person or survey. */
export type Stage = 'open' | 'submitted' | 'closed';

export function stageOf(place: Place, now: Date): Stage {
  if (place.submittedAt) return 'submitted';
  return hasClosed(place, now) ? 'closed' : 'open';
}

/** Whether the survey has ended for everybody: it was closed, or its time is over. */
export function hasClosed({ closedAt, closesAt }: Place, now: Date): boolean {
  return closedAt !== null || now.toISOString() > closesAt;
}

/** Where the pages of this place begin. */
export function pathOf(place: Place): string {
  return `/assessments/${place.assessmentId}`;
}
