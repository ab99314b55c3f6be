import type { Disclosed } from '../../disclosure/disclosed.ts';
import { discloseOwnEstimate } from '../../disclosure/own-estimate.ts';
import type { DisclosedSurvey, LevelEstimate } from '../../disclosure/survey.ts';
import type { Kind } from '../../organisations/organisation.ts';
import type { SurveyEstimate } from '../../scoring/survey.ts';
import { overallMeasure } from '../basis.ts';
import type { Contribution } from './contribution.ts';

/**
 * What the closed survey of an organisation brings into a release.
 * @param results the values and errors that others are compared with.
 * @param disclosed what was kept at closing of what may be shown: its own estimates are those.
 */
export function surveyContribution(
  kind: Kind,
  { eligible, dimensions, overall }: SurveyEstimate,
  disclosed: DisclosedSurvey,
): Contribution {
  const shownOf = new Map(disclosed.dimensions.map(({ code, estimate }) => [code, estimate]));
  return {
    kind,
    eligible,
    measures: [
      ...dimensions.map(({ code, score, se }) => ({
        code,
        value: score,
        se,
        own: discloseOwnEstimate(shownOf.get(code) as Disclosed<LevelEstimate>),
      })),
      {
        code: overallMeasure,
        value: overall.value,
        se: overall.se,
        own: discloseOwnEstimate(disclosed.overall),
      },
    ],
  };
}

/** Whether people within families agreed so fully that nothing shows how they vary. */
export function lacksError({ dimensions, overall }: SurveyEstimate): boolean {
  return (
    dimensions.some(({ score, se }) => score !== null && se === null) ||
    (overall.value !== null && overall.se === null)
  );
}
