import type { Dimension, Gate } from '../questionnaire/questionnaire.ts';
import {
  type ApplicableStatement,
  agreedQuestion,
  applicableStatements,
} from './agreed-question.ts';
import type { AgreedStatements } from './agreed-statement.ts';
import { type DimensionScore, type QuestionValue, scoreQuestions } from './dimension.ts';
import { type Method, method } from './method.ts';
import { reaches, round6 } from './numbers.ts';

/** A gate of the dimension that is not known to be met. */
export interface OpenGate {
  readonly gate: Gate;
  readonly state: 'not-met' | 'unknown';
  /** Whether its cap is below the evidenced score. Never where there is no score. */
  readonly binds: boolean;
}

/** How well the statements that count are shown to be true. It is never part of a score. */
export interface Confidence {
  readonly level: 'high' | 'medium' | 'low';
  /** Share of the counted statements at E2 or better, 0 to 1, six decimals. */
  readonly share: number;
}

/** The agreed scores of one dimension, 1 to 5. */
export interface AgreedDimension {
  readonly code: string;
  /** From the claimed levels, before the gates. */
  readonly claimed: DimensionScore;
  /** From the evidenced levels, before the gates. */
  readonly evidenced: DimensionScore;
  /** Evidenced, after the gates; null where it is not scored. */
  readonly score: number | null;
  /**
   * The most that `score` can become once what is unknown in the agreed questions is resolved and
   * evidence is given; never below `score`, and null where that is. It does not foresee what a
   * question without an agreement will add.
   */
  readonly upper: number | null;
  readonly gates: readonly OpenGate[];
  /** Null where no statement counts: nothing is met from level 2 up. */
  readonly confidence: Confidence | null;
}

/**
 * Scores a dimension from what was agreed on its questions (method, section 2), unrounded. A
 * question that is missing from the map has no agreement: it applies and has no level.
 *
 * A gate asks whether its statement is met as claimed: evidence does not open or close it. It is
 * unknown while the statement is don't know, left open or without an agreement, and no gate at
 * all where the statement does not apply or is not asked in this wording.
 * @param gates of the whole questionnaire; those on statements of other dimensions do nothing here.
 */
export function agreedDimension(
  dimension: Dimension,
  gates: readonly Gate[],
  questions: ReadonlyMap<string, AgreedStatements>,
  on: string,
  rules: Pick<Method, 'completeness' | 'evidence'> = method,
): AgreedDimension {
  const read = dimension.questions.map((question) => {
    const statements = questions.get(question.code);
    return {
      agreed: statements ? agreedQuestion(question, statements, on, rules.evidence) : null,
      applicable: applicableStatements(question, statements ?? {}, on, rules.evidence),
    };
  });
  const scoreBy = (bound: 'claimed' | 'evidenced' | 'upper') =>
    scoreQuestions(
      read.map(({ agreed }): QuestionValue => {
        if (!agreed) return 'missing';
        return agreed.status === 'agreed' ? agreed[bound] : 'not-applicable';
      }),
      rules.completeness,
    );
  const evidenced = scoreBy('evidenced');
  const open = openGates(
    gates,
    read.flatMap(({ applicable }) => applicable),
    evidenced.score,
  );
  const notMet = open.filter(({ state }) => state === 'not-met');
  const counted = read.flatMap(({ agreed, applicable }) =>
    agreed?.status === 'agreed' ? applicable.filter(({ level }) => level <= agreed.claimed) : [],
  );
  return {
    code: dimension.code,
    claimed: scoreBy('claimed'),
    evidenced,
    score: capped(evidenced.score, open),
    upper: capped(scoreBy('upper').score, notMet),
    gates: open,
    confidence: confidence(counted, rules.evidence),
  };
}

function openGates(
  gates: readonly Gate[],
  applicable: readonly ApplicableStatement[],
  raw: number | null,
): OpenGate[] {
  return gates.flatMap((gate) => {
    const statement = applicable.find(({ code }) => code === gate.statement);
    if (!statement || statement.state === 'met') return [];
    const state = statement.state === 'not-met' ? 'not-met' : 'unknown';
    return [{ gate, state, binds: raw !== null && !reaches(gate.cap, raw) }];
  });
}

function capped(score: number | null, gates: readonly OpenGate[]): number | null {
  return score === null ? null : Math.min(score, ...gates.map(({ gate }) => gate.cap));
}

/** @param counted every statement that makes up the claimed level of its question. */
function confidence(
  counted: readonly ApplicableStatement[],
  rule: Method['evidence'],
): Confidence | null {
  if (counted.length === 0) return null;
  const share = counted.filter(({ grade }) => grade >= rule.neededGrade).length / counted.length;
  return { level: confidenceLevel(share, rule), share: round6(share) };
}

function confidenceLevel(share: number, rule: Method['evidence']): Confidence['level'] {
  if (reaches(share, rule.highConfidence)) return 'high';
  return reaches(share, rule.mediumConfidence) ? 'medium' : 'low';
}
