import { isLevel } from '../questionnaire/answer.ts';
import { levelName } from '../questionnaire/lookup.ts';
import type { Dimension } from '../questionnaire/questionnaire.ts';
import type { DimensionScore } from '../scoring/dimension.ts';
import { method } from '../scoring/method.ts';
import type { Overall } from '../scoring/overall.ts';
import { type NextStep, nextSteps, scorePerson } from '../scoring/person.ts';
import { type AnswersByItem, answerInWords, questionAnswers } from './answers.ts';
import type { Place } from './place.ts';

/** One dimension of a person's own profile. */
export interface DimensionProfile {
  readonly dimension: Dimension;
  readonly score: DimensionScore;
  /** How the score came about, in one sentence. */
  readonly rule: string;
  /** Every question with the person's answer in words. */
  readonly answers: readonly { readonly title: string; readonly answer: string }[];
  /** What the next level takes, for the questions answered lowest. */
  readonly next: readonly (NextStep & { readonly levelName: string })[];
}

/** What one person's own answers say; only ever shown to that person. */
export interface Profile {
  readonly dimensions: readonly DimensionProfile[];
  readonly overall: Overall;
  readonly overallRule: string;
  readonly securedRule: string;
}

export function profileOf({ questionnaire }: Place, stored: AnswersByItem): Profile {
  const answers = questionAnswers(questionnaire, stored);
  const { dimensions: scores, ...overall } = scorePerson(questionnaire, answers);
  const dimensions = questionnaire.dimensions.map((dimension, index) => {
    const score = scores[index] as DimensionScore;
    const levels = dimension.questions.map(({ code }) => answers.get(code)).filter(isLevel);
    return {
      dimension,
      score,
      rule: dimensionRule(score, levels),
      answers: dimension.questions.map(({ code, title }) => {
        const answer = stored.get(code)?.answer;
        return {
          title,
          answer: answer ? answerInWords(questionnaire, code, answer) : 'Not answered',
        };
      }),
      next: nextSteps(questionnaire, answers, dimension.code).map((step) => ({
        ...step,
        levelName: levelName(questionnaire, step.nextLevel),
      })),
    };
  });
  return {
    dimensions,
    overall,
    overallRule: overallRule(overall),
    securedRule: securedRule(overall, dimensions),
  };
}

function dimensionRule(score: DimensionScore, levels: readonly number[]): string {
  const { answered, answeredShare, applicable } = method.completeness;
  switch (score.status) {
    case 'scored':
      return `The mean of your ${levels.length} levels: (${levels.join(' + ')}) ÷ ${levels.length}.`;
    case 'not-applicable':
      return 'None of the questions applies to your organisation.';
    case 'insufficient':
      return score.applicable < applicable
        ? `Not scored: fewer than ${applicable} of its questions apply.`
        : `Not scored: you gave a level to ${score.answered} of ${score.applicable} questions. A score takes at least ${answered}, and ${fractionInWords(answeredShare)}.`;
  }
}

function fractionInWords(share: number): string {
  return share === 2 / 3
    ? 'two thirds of those that apply'
    : `${Math.round(share * 100)}% of those that apply`;
}

function overallRule({ overall, scored, applicable }: Overall): string {
  return overall === null
    ? `Not scored: ${scored} of ${applicable} dimensions have a score, and an overall takes at least ${Math.round(method.overall.scoredShare * 100)}%.`
    : `The mean of the ${scored} dimension scores, each counting the same.`;
}

function securedRule({ secured }: Overall, dimensions: readonly DimensionProfile[]): string {
  const names = secured.heldBy.map(
    (code) => dimensions.find(({ dimension }) => dimension.code === code)?.dimension.name,
  );
  if (names.length === 0) return 'No dimension has a score.';
  const held = `Held there by ${names.join(', ')}.`;
  return secured.level === null
    ? `At most level ${secured.atMost}, because a dimension has no score yet. ${held}`
    : `The whole level that every dimension reaches. ${held}`;
}
