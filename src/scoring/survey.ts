import { questionsOf } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { type Agreement, agreement } from './agreement.ts';
import { type BlindSpot, blindSpot } from './blind-spot.ts';
import {
  type DimensionScore,
  type QuestionValue,
  roundScore,
  scoreQuestions,
} from './dimension.ts';
import { distribute, type LevelShare } from './distribution.ts';
import { type Estimate, estimate, type Voice } from './estimate.ts';
import { estimateFamilies, type FamilyEstimate } from './family.ts';
import { largestWeight } from './largest-weight.ts';
import { method } from './method.ts';
import { mean, round6OrNull } from './numbers.ts';
import { type Secured, scoreOverall } from './overall.ts';
import { mapOwnership, type OwnershipMap } from './ownership.ts';
import { type PerspectiveGap, perspectiveGaps } from './perspective-gap.ts';
import type { ScopeSd } from './pooled-sd.ts';
import { levelsOf, type Respondent } from './respondent.ts';

/** Levels are 1 to 5; every number is to six decimals; null is "there is none", never 0. */
export interface QuestionEstimate extends Estimate, BlindSpot {
  readonly code: string;
  readonly agreement: Agreement;
  readonly gaps: readonly PerspectiveGap[];
  readonly families: readonly FamilyEstimate[];
  readonly distribution: readonly LevelShare[];
  /** The most that one person is of the estimate, above 0 to 1: see largestWeight. */
  readonly maxWeight: number;
}

export type DimensionEstimate = DimensionScore & {
  readonly code: string;
  /** Standard error in levels; null without a score, or where nothing says how people vary. */
  readonly se: number | null;
  /** People with a level in this dimension. */
  readonly n: number;
  /** As in a question. */
  readonly maxWeight: number;
};

/** What the leaders of one organisation said independently. Before disclosure control. */
export interface SurveyEstimate {
  readonly basis: 'survey';
  /** Version of the method. */
  readonly method: number;
  /** People who answered anything at all: what shares of don't know are taken of. */
  readonly respondents: number;
  /** Valid respondents: those with at least one level. */
  readonly n: number;
  /** Role families among the valid respondents. */
  readonly families: number;
  /** Whether a benchmark may use it: at least 6 valid respondents from at least 2 families. */
  readonly eligible: boolean;
  readonly questions: readonly QuestionEstimate[];
  readonly dimensions: readonly DimensionEstimate[];
  readonly overall: {
    readonly value: number | null;
    readonly se: number | null;
    readonly maxWeight: number;
  };
  /** Dimensions with a score, of those that apply. */
  readonly scored: number;
  readonly applicable: number;
  readonly secured: Secured;
  readonly ownership: OwnershipMap;
}

/**
 * Combines an organisation's respondents (method, section 3). Each question is estimated over
 * the people with a level there; a dimension is the mean of its questions' estimates under the
 * completeness rule; its standard error comes from each person's own mean, because the same
 * people answer every question and their errors do not average out.
 * @param options.fallbackSd the cycle's pooled SD, one for all scopes or one for each kind.
 */
export function estimateSurvey(
  questionnaire: Questionnaire,
  respondents: readonly Respondent[],
  options: { readonly fallbackSd?: number | ScopeSd | null } = {},
): SurveyEstimate {
  const fallback = byScope(options.fallbackSd ?? null);
  const questions = questionsOf(questionnaire);
  const people = respondents.filter(({ answers, ownership }) => answers.size + ownership.size > 0);
  const valid = people.filter((person) => levelsOf(person, questions).length > 0);
  const families = new Set(valid.map(({ family }) => family)).size;

  const estimates = new Map(
    questions.map((q) => [q.code, estimate(voices(valid, [q]), fallback.question)]),
  );
  const dimensions = questionnaire.dimensions.map((dimension) => ({
    code: dimension.code,
    score: scoreQuestions(
      dimension.questions.map((q) => estimates.get(q.code)?.estimate ?? lack(people, q)),
    ),
    people: estimate(voices(valid, dimension.questions), fallback.dimension),
    questions: dimension.questions,
  }));
  const { overall, ...whole } = scoreOverall(dimensions);
  const scoredScopes = dimensions
    .filter(({ score }) => score.status === 'scored')
    .map((dimension) => dimension.questions);
  const overallSe = estimate(voices(valid, questions), fallback.overall).se;

  return {
    basis: 'survey',
    method: method.version,
    respondents: people.length,
    n: valid.length,
    families,
    eligible: valid.length >= method.eligible.respondents && families >= method.eligible.families,
    questions: questions.map((q) => describe(q, people, estimates.get(q.code) ?? estimate([]))),
    dimensions: dimensions.map(({ code, score, questions: scope, people: { se, n } }) => ({
      code,
      ...roundScore(score),
      se: score.status === 'scored' ? round6OrNull(se) : null,
      n,
      maxWeight: largestWeight(valid, [scope]),
    })),
    overall: {
      value: overall,
      se: overall === null ? null : round6OrNull(overallSe),
      maxWeight: largestWeight(valid, scoredScopes),
    },
    ...whole,
    ownership: mapOwnership(questionnaire.ownership.capabilities, people),
  };
}

/** One voice for each person with a level in the scope: the mean of those levels. */
function voices(people: readonly Respondent[], scope: readonly Question[]): Voice[] {
  return people.flatMap((person) => {
    const value = mean(levelsOf(person, scope));
    return value === null ? [] : [{ family: person.family, value }];
  });
}

/**
 * Why nobody gave a level. Not applicable only where everybody who answered said so: one
 * "don't know" keeps the question applicable, so that not knowing cannot make a score complete.
 */
function lack(people: readonly Respondent[], question: Question): QuestionValue {
  const answers = people.flatMap((person) => person.answers.get(question.code) ?? []);
  const allSaySo = answers.length > 0 && answers.every((answer) => answer === 'not-applicable');
  return allSaySo ? 'not-applicable' : 'missing';
}

function describe(
  question: Question,
  people: readonly Respondent[],
  { estimate: value, se, n }: Estimate,
): QuestionEstimate {
  const given = voices(people, [question]);
  return {
    code: question.code,
    estimate: round6OrNull(value),
    se: round6OrNull(se),
    n,
    agreement: agreement(given.map((voice) => voice.value)),
    ...blindSpot(people.map((person) => person.answers.get(question.code))),
    gaps: perspectiveGaps(given),
    families: estimateFamilies(given),
    distribution: distribute(given),
    maxWeight: largestWeight(people, [[question]]),
  };
}

function byScope(fallbackSd: number | ScopeSd | null): ScopeSd {
  return fallbackSd !== null && typeof fallbackSd === 'object'
    ? fallbackSd
    : { question: fallbackSd, dimension: fallbackSd, overall: fallbackSd };
}
