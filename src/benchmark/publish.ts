import type { OwnMeasure } from '../disclosure/own-estimate.ts';
import { type DisclosedSurvey, discloseSurvey } from '../disclosure/survey.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import { submittedRespondents } from '../results/closing-store.ts';
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
  // Of the results as they were made at closing: what the organisation sees elsewhere.
  const disclosed = new Map(
    surveys.map(({ assessmentId, results }) => [assessmentId, discloseSurvey(results)]),
  );
  return completed.map(({ assessmentId, organisation, results }) => ({
    organisation,
    eligible: results.eligible,
    measures: measuresOf(results, disclosed.get(assessmentId) as DisclosedSurvey),
  }));
}

function measuresOf(
  { dimensions, overall }: SurveyEstimate,
  disclosed: DisclosedSurvey,
): ReadonlyMap<string, OwnMeasure> {
  const shownOf = new Map(disclosed.dimensions.map(({ code, estimate }) => [code, estimate]));
  return new Map<string, OwnMeasure>([
    ...dimensions.map(({ code, score, se }) => {
      const shown = shownOf.get(code) as DisclosedSurvey['overall'];
      return [code, { estimate: score, se, disclosed: shown }] as const;
    }),
    [overallMeasure, { estimate: overall.value, se: overall.se, disclosed: disclosed.overall }],
  ]);
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
