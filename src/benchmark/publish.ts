import { submittedRespondents } from '../assessment/survey-store.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import { method } from '../scoring/method.ts';
import { pooledSd } from '../scoring/pooled-sd.ts';
import type { Respondent } from '../scoring/respondent.ts';
import { estimateSurvey, type SurveyEstimate } from '../scoring/survey.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { Problem } from '../shared/problems.ts';
import { compareWithPeers, type Participant } from './compare.ts';
import { overallMeasure } from './comparison.ts';
import { insertRelease, type SurveyOfCycle, surveysOfCycle } from './store.ts';

/**
 * Publishes the release of a cycle: what every organisation may be shown of itself and its
 * peers, computed once and never changed.
 * @throws Problem "conflict" when the cycle has been released already.
 */
export async function publishRelease(
  database: Database,
  clock: Clock,
  cycleId: string,
): Promise<void> {
  await transact(database, async (transaction) => {
    const surveys = await surveysOfCycle(transaction, cycleId);
    const participants = await participantsOf(transaction, surveys);
    const inserted = await insertRelease(transaction, {
      id: newId(),
      cycleId,
      methodVersion: method.version,
      publishedAt: timestamp(clock),
      comparisons: participants.map((own) => ({
        organisation: own.organisation.code,
        content: compareWithPeers(own, participants),
      })),
    });
    if (!inserted) throw new Problem('conflict', 'This cycle has been released already.');
  });
}

async function participantsOf(
  database: Database,
  surveys: readonly SurveyOfCycle[],
): Promise<readonly Participant[]> {
  const lacking = surveys.some(({ results }) => lacksError(results));
  const completed = lacking ? await withPooledErrors(database, surveys) : surveys;
  return completed.map(({ organisation, results }) => ({
    organisation,
    eligible: results.eligible,
    measures: new Map([
      ...results.dimensions.map(
        ({ code, score, se, n, maxWeight }) =>
          [code, { estimate: score, se, n, maxWeight }] as const,
      ),
      [
        overallMeasure,
        {
          estimate: results.overall.value,
          se: results.overall.se,
          n: results.n,
          maxWeight: results.overall.maxWeight,
        },
      ] as const,
    ]),
  }));
}

/** Whether people within families agreed so fully that nothing shows how they vary. */
function lacksError({ dimensions, overall }: SurveyEstimate): boolean {
  return (
    dimensions.some(({ score, se }) => score !== null && se === null) ||
    (overall.value !== null && overall.se === null)
  );
}

/** The same surveys, with the cycle's pooled spread wherever one of them cannot show its own. */
async function withPooledErrors(
  database: Database,
  surveys: readonly SurveyOfCycle[],
): Promise<readonly SurveyOfCycle[]> {
  const read: {
    survey: SurveyOfCycle;
    questionnaire: Questionnaire;
    respondents: readonly Respondent[];
  }[] = [];
  for (const survey of surveys) {
    const questionnaire = loadQuestionnaire(survey.questionnaireVersion, survey.organisation.kind);
    const respondents = await submittedRespondents(database, survey.assessmentId, questionnaire);
    read.push({ survey, questionnaire, respondents });
  }
  return (['trust', 'icb'] as const).flatMap((kind) => {
    const ofKind = read.filter(({ survey }) => survey.organisation.kind === kind);
    const questionnaire = ofKind[0]?.questionnaire;
    if (!questionnaire) return [];
    // Only of those that others are compared with: the rest must not move anybody's numbers.
    const eligible = ofKind.filter(({ survey }) => survey.results.eligible);
    const fallbackSd = pooledSd(
      questionnaire,
      eligible.map(({ respondents }) => respondents),
    );
    return ofKind.map(({ survey, respondents }) => ({
      ...survey,
      results: estimateSurvey(questionnaire, respondents, { fallbackSd }),
    }));
  });
}
