import type { Kind } from '../../organisations/organisation.ts';
import { loadQuestionnaire } from '../../questionnaire/versions.ts';
import { submittedRespondents } from '../../results/closing-store.ts';
import { pooledSd, type ScopeSd } from '../../scoring/pooled-sd.ts';
import type { Respondent } from '../../scoring/respondent.ts';
import { estimateSurvey, type SurveyEstimate } from '../../scoring/survey.ts';
import type { Database } from '../../shared/database.ts';
import type { SurveyOfCycle } from './survey-inputs-store.ts';

/** A survey of which the answers can be read again. */
export type Answered = Pick<
  SurveyOfCycle,
  'assessmentId' | 'questionnaireVersion' | 'organisation'
>;

/**
 * How far people of one organisation differ, over these surveys of one kind of organisation.
 * Reads all their answers: wanted only where some survey cannot show it by itself.
 */
export async function pooledSdOf(
  database: Database,
  kind: Kind,
  surveys: readonly Answered[],
): Promise<ScopeSd> {
  const version = surveys[0]?.questionnaireVersion as number;
  const respondents: (readonly Respondent[])[] = [];
  for (const survey of surveys) respondents.push(await respondentsOf(database, survey));
  return pooledSd(loadQuestionnaire(version, kind), respondents);
}

/** The results of a survey again, with this spread wherever it shows none by itself. */
export async function withPooledErrors(
  database: Database,
  survey: Answered,
  fallbackSd: ScopeSd,
): Promise<SurveyEstimate> {
  const respondents = await respondentsOf(database, survey);
  return estimateSurvey(questionnaireOf(survey), respondents, { fallbackSd });
}

function respondentsOf(database: Database, survey: Answered): Promise<readonly Respondent[]> {
  return submittedRespondents(database, survey.assessmentId, questionnaireOf(survey));
}

function questionnaireOf({ questionnaireVersion, organisation }: Answered) {
  return loadQuestionnaire(questionnaireVersion, organisation.kind);
}
