import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { Problem } from '../shared/problems.ts';

/** One organisation's survey in one cycle, as those see it who run it. */
export interface Survey {
  readonly assessmentId: string;
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly kind: 'trust' | 'icb';
  };
  readonly cycle: {
    readonly name: string;
    readonly opensAt: string;
    readonly closesAt: string;
  };
  readonly questionnaire: Questionnaire;
  readonly openedAt: string;
  /** When it closes by itself. */
  readonly closesAt: string;
  readonly closedAt: string | null;
  /** When its results were shared with the respondents; null while they are not. */
  readonly sharedAt: string | null;
  /** When those who had not finished were last reminded. */
  readonly remindedAt: string | null;
  /** Whether the position is agreed without asking anybody beforehand; closed from the beginning. */
  readonly withoutSurvey: boolean;
}

/** Whether people may still answer, and the lead still invite. */
export function isRunning(survey: Survey, now: Date): boolean {
  return !survey.closedAt && now.toISOString() <= survey.closesAt;
}

/** When people could or can answer for the last time: it may close by itself a moment later. */
export function lastInstant({ closedAt, closesAt }: Pick<Survey, 'closedAt' | 'closesAt'>): string {
  return closedAt && closedAt < closesAt ? closedAt : closesAt;
}

/** @throws Problem "too-late" when the survey is over. */
export function refuseWhenClosed(survey: Survey, now: Date): void {
  if (!isRunning(survey, now)) throw closedAlready();
}

/** What to tell a lead who comes too late. */
export function closedAlready(): Problem {
  return new Problem('too-late', 'The survey has closed, so this can no longer be changed.');
}

/** Where the pages of this survey begin. */
export function pathOf(survey: Pick<Survey, 'assessmentId'>): string {
  return `/surveys/${survey.assessmentId}`;
}
