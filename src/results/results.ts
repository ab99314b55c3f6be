import type { Place } from '../assessment/place.ts';
import type { DisclosedSurvey } from '../disclosure/survey.ts';
import type { Survey } from '../survey/survey.ts';

/** What somebody is to a survey whose results they ask for; they may be several things at once. */
export interface Standing {
  readonly leads: boolean;
  readonly facilitates: boolean;
  /** Their own place in the survey; null for who does not answer, or has it no more. */
  readonly place: Place | null;
}

/** The results of a survey, as somebody who may ask for them finds them. */
export interface Results {
  readonly survey: Survey;
  readonly standing: Standing;
  /** What may be shown; null before the survey has closed. */
  readonly released: DisclosedSurvey | null;
}

/**
 * Who may see results: the lead, always and before there are any; the facilitator, once there
 * are; and those who have a place, while the lead shares them.
 */
export function maySee({ survey, standing, released }: Results): boolean {
  if (standing.leads) return true;
  return (
    released !== null && (standing.facilitates || (standing.place !== null && !!survey.sharedAt))
  );
}

/**
 * Whether there were enough valid respondents for anything to be shown. Fewer than six withhold
 * the overall for want of people, whatever else may withhold it.
 */
export function canBeShown({ people, overall }: DisclosedSurvey): boolean {
  return people.shown && (overall.shown || overall.why !== 'too-few-people');
}
