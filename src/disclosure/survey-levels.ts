import type { QuestionEstimate, SurveyEstimate } from '../scoring/survey.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { DisclosedSurvey, LevelEstimate, QuestionResult } from './survey.ts';
import { discloseLevel } from './survey-level.ts';
import { protectDerived } from './survey-protection.ts';
import { discloseQuestion } from './survey-question.ts';
import type { Derived } from './survey-range.ts';
import type { SurveyRules } from './survey-rules.ts';
import { discloseSecured } from './survey-secured.ts';

type Levels = Pick<DisclosedSurvey, 'dimensions' | 'overall' | 'secured'> & {
  /** One for each question of the results, in their order. */
  readonly questions: readonly {
    readonly question: QuestionEstimate;
    readonly result: Disclosed<QuestionResult>;
  }[];
};

/** What may be shown of questions, dimensions and the overall: each by itself, then together. */
export function discloseLevels(results: SurveyEstimate, rules: SurveyRules): Levels {
  const questions = results.questions.map((question) => ({
    question,
    result: discloseQuestion(question, rules),
  }));
  const leaves = questions
    // Where nobody gave a level it is no part of its dimension.
    .filter(({ question }) => question.estimate !== null)
    .map(({ question: { code, n, maxWeight }, result }): Derived => {
      return { code, n, maxWeight, estimate: levelOf(result), parts: [] };
    });
  const dimensions = results.dimensions.map(({ code, score, se, n, maxWeight }) => ({
    ...{ code, n, maxWeight, isScored: score !== null },
    estimate: discloseLevel({ estimate: score, se, n, maxWeight }, rules),
    parts: leaves.filter((leaf) => leaf.code.startsWith(code)),
  }));
  const { n } = results;
  const { value, se, maxWeight } = results.overall;
  const overall = protectDerived(
    {
      ...{ code: 'overall', n, maxWeight },
      estimate: discloseLevel({ estimate: value, se, n, maxWeight }, rules),
      parts: dimensions.filter(({ isScored }) => isScored),
    },
    rules,
  );
  const below = [...overall.parts, ...overall.parts.flatMap(({ parts }) => parts)];
  const together = new Map(below.map(({ code, estimate }) => [code, estimate]));
  return {
    dimensions: dimensions.map(({ code, estimate }) => ({
      code,
      estimate: together.get(code) ?? estimate,
    })),
    overall: overall.estimate,
    secured: discloseSecured(results.secured, overall.parts),
    questions: questions.map(({ question, result }) => {
      const estimate = together.get(question.code);
      // A question is withheld whole: its agreement, distribution and gaps as well.
      return { question, result: estimate && !estimate.shown ? withheld(estimate.why) : result };
    }),
  };
}

function levelOf(result: Disclosed<QuestionResult>): Disclosed<LevelEstimate> {
  return result.shown ? shown(result.value.estimate) : withheld(result.why);
}
