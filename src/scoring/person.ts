import { type Answer, isLevel, type StatedLevel, statedLevels } from '../questionnaire/answer.ts';
import { findDimension } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire, Statement } from '../questionnaire/questionnaire.ts';
import { type DimensionScore, roundScore, scoreDimension } from './dimension.ts';
import { type Overall, scoreOverall } from './overall.ts';

/** What one person's answers say. Scores are levels from 1 to 5, to six decimals. */
export interface PersonScore extends Overall {
  readonly dimensions: readonly ({ readonly code: string } & DimensionScore)[];
}

/**
 * Scores one person's answers, by question code. A code that this wording does not ask is
 * ignored; whether a question allows "not applicable" is checked where answers come in.
 */
export function scorePerson(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<string, Answer>,
): PersonScore {
  const scores = questionnaire.dimensions.map((dimension) => ({
    code: dimension.code,
    score: scoreDimension(dimension.questions.map((question) => answers.get(question.code))),
  }));
  return {
    dimensions: scores.map(({ code, score }) => ({ code, ...roundScore(score) })),
    ...scoreOverall(scores),
  };
}

/** A question that holds a person's dimension back, and what its next level takes. */
export interface NextStep {
  readonly question: Question;
  readonly level: number;
  readonly nextLevel: StatedLevel;
  readonly statements: readonly Statement[];
}

/**
 * The statements of the level above, for every question of the dimension at the lowest level
 * that the person gave in it, in the order of the questionnaire. Questions without a level are
 * passed over; nothing is left to take once the lowest level is the highest there is.
 * @throws RangeError where the questionnaire has no such dimension.
 */
export function nextSteps(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<string, Answer>,
  dimensionCode: string,
): NextStep[] {
  const dimension = findDimension(questionnaire, dimensionCode);
  if (!dimension) throw new RangeError(`There is no dimension ${dimensionCode}`);
  const answered = dimension.questions.flatMap((question) => {
    const level = answers.get(question.code);
    return isLevel(level) ? [{ question, level }] : [];
  });
  const lowest = Math.min(...answered.map(({ level }) => level));
  const nextLevel = statedLevels.find((level) => level === lowest + 1);
  if (!nextLevel) return [];
  return answered
    .filter(({ level }) => level === lowest)
    .map(({ question, level }) => ({
      question,
      level,
      nextLevel,
      statements: question.statements[nextLevel],
    }));
}
