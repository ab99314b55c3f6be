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
  readonly cycle: { readonly name: string; readonly closesAt: string };
  readonly questionnaire: Questionnaire;
  /** The code of the role they answer in; null until they have said. */
  readonly role: string | null;
  readonly noticeReadAt: string | null;
  readonly savedAt: string | null;
  readonly submittedAt: string | null;
  readonly closedAt: string | null;
}

/** Whether answers may still change: only while nobody has ended that, person or survey. */
export type Stage = 'open' | 'submitted' | 'closed';

export function stageOf(place: Place, now: Date): Stage {
  if (place.submittedAt) return 'submitted';
  if (place.closedAt || now.toISOString() > place.cycle.closesAt) return 'closed';
  return 'open';
}

/** Where the pages of this place begin. */
export function pathOf(place: Place): string {
  return `/assessments/${place.assessmentId}`;
}
