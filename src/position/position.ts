import type { DisclosedSurvey } from '../disclosure/survey.ts';
import { findShown } from '../results/store.ts';
import { type AgreedPosition, agreedPosition } from '../scoring/agreed-position.ts';
import type { AgreedStatements } from '../scoring/agreed-statement.ts';
import { dateOf } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from '../survey/survey.ts';
import type { Agreements } from './agreement.ts';
import { currentAgreements } from './agreement-store.ts';

/** What an organisation has agreed so far in one assessment, scored. */
export interface Position {
  readonly survey: Survey;
  readonly agreements: Agreements;
  /** As of the day it was asked for: documents age. */
  readonly scored: AgreedPosition;
  /** What may be shown of the survey; null where nothing may, where there was none or it is open. */
  readonly disclosed: DisclosedSurvey | null;
}

export async function loadPosition(
  database: Database,
  survey: Survey,
  now: Date,
): Promise<Position> {
  const agreements = await currentAgreements(database, survey.assessmentId);
  return {
    survey,
    agreements,
    scored: scorePosition(survey, agreements, now),
    disclosed: await findShown(database, survey.assessmentId),
  };
}

/** Scores what is agreed, with documents as old as they are at this instant. */
export function scorePosition(
  { questionnaire }: Pick<Survey, 'questionnaire'>,
  { questions }: Agreements,
  now: Date,
): AgreedPosition {
  const statements = new Map<string, AgreedStatements>(
    [...questions].map(([code, { content }]) => [code, content.statements]),
  );
  return agreedPosition(questionnaire, statements, dateOf(now));
}
