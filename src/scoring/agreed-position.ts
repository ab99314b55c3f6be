import { questionsOf } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { type AgreedDimension, agreedDimension } from './agreed-dimension.ts';
import { type AgreedQuestion, agreedQuestion } from './agreed-question.ts';
import type { AgreedStatements } from './agreed-statement.ts';
import { type DimensionScore, roundScore } from './dimension.ts';
import { type Method, method } from './method.ts';
import { reaches, round6OrNull } from './numbers.ts';
import { type Overall, scoreOverall } from './overall.ts';

/** What an organisation agreed, scored. Levels are 1 to 5; every number is to six decimals. */
export interface AgreedPosition {
  /** By their codes; a question without an agreement is not among them. */
  readonly questions: ReadonlyMap<string, AgreedQuestion>;
  /** In the order of the questionnaire. */
  readonly dimensions: readonly AgreedDimension[];
  /** Of the evidenced scores after the gates. */
  readonly overall: Overall;
  /**
   * Whether enough of the applicable dimensions are scored for a benchmark. Benchmarks ask for
   * the sign-off as well, which scoring does not know of.
   */
  readonly eligible: boolean;
}

/**
 * Scores the agreed position (method, section 2).
 * @param agreed the statements of each question that has an agreement, by its code. A code that
 * this wording does not ask is ignored.
 * @param on the day on which the evidence is looked at, such as "2027-03-31".
 */
export function agreedPosition(
  questionnaire: Questionnaire,
  agreed: ReadonlyMap<string, AgreedStatements>,
  on: string,
  rules: Pick<Method, 'completeness' | 'evidence' | 'overall' | 'eligible'> = method,
): AgreedPosition {
  const dimensions = questionnaire.dimensions.map((dimension) =>
    agreedDimension(dimension, questionnaire.gates, agreed, on, rules),
  );
  const overall = scoreOverall(
    dimensions.map((dimension) => ({ code: dimension.code, score: gated(dimension) })),
    rules.overall,
  );
  return {
    questions: new Map(
      questionsOf(questionnaire).flatMap((question): [string, AgreedQuestion][] => {
        const statements = agreed.get(question.code);
        return statements
          ? [[question.code, agreedQuestion(question, statements, on, rules.evidence)]]
          : [];
      }),
    ),
    dimensions: dimensions.map(roundDimension),
    overall,
    eligible:
      overall.applicable > 0 &&
      reaches(overall.scored / overall.applicable, rules.eligible.scoredShare),
  };
}

function gated({ evidenced, score }: AgreedDimension): DimensionScore {
  return evidenced.status === 'scored' && score !== null ? { ...evidenced, score } : evidenced;
}

function roundDimension(dimension: AgreedDimension): AgreedDimension {
  return {
    ...dimension,
    claimed: roundScore(dimension.claimed),
    evidenced: roundScore(dimension.evidenced),
    score: round6OrNull(dimension.score),
    upper: round6OrNull(dimension.upper),
  };
}
