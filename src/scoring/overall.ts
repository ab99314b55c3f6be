import type { DimensionScore } from './dimension.ts';
import { type Method, method } from './method.ts';
import { mean, reaches, round6OrNull, wholeLevel } from './numbers.ts';

/** The whole level that no scored dimension falls below. */
export interface Secured {
  /** 1 to 5; null while an applicable dimension has no score, or where none is applicable. */
  readonly level: number | null;
  /** Stands in while `level` is null for want of a score: "at most". Null without any score. */
  readonly atMost: number | null;
  /** Codes of the dimensions at that level, in the order of the questionnaire. */
  readonly heldBy: readonly string[];
}

export interface Overall {
  /** 1 to 5, to six decimals; null where too few dimensions are scored. */
  readonly overall: number | null;
  /** Dimensions with a score. */
  readonly scored: number;
  /** Dimensions that apply; the share is taken of these. */
  readonly applicable: number;
  readonly secured: Secured;
}

export interface CodedScore {
  readonly code: string;
  readonly score: DimensionScore;
}

/**
 * The overall score and the secured level (method, section 2).
 * Overall: unweighted mean of the dimension scores if at least 75 % of the dimensions are scored.
 * A dimension that is not applicable is nobody's omission: it is counted on neither side.
 */
export function scoreOverall(
  dimensions: readonly CodedScore[],
  rule: Method['overall'] = method.overall,
): Overall {
  const applicable = dimensions.filter(({ score }) => score.status !== 'not-applicable').length;
  const scored = dimensions.flatMap(({ code, score }) =>
    score.status === 'scored' ? [{ code, score: score.score }] : [],
  );
  const enough = applicable > 0 && reaches(scored.length / applicable, rule.scoredShare);
  return {
    overall: enough ? round6OrNull(mean(scored.map(({ score }) => score))) : null,
    scored: scored.length,
    applicable,
    secured: secure(scored, scored.length === applicable),
  };
}

function secure(
  scored: readonly { code: string; score: number }[],
  complete: boolean,
): Overall['secured'] {
  if (scored.length === 0) return { level: null, atMost: null, heldBy: [] };
  const lowest = Math.min(...scored.map(({ score }) => wholeLevel(score)));
  return {
    // A dimension left out could be lower still: skipping a weak one must not lift the level.
    level: complete ? lowest : null,
    atMost: complete ? null : lowest,
    heldBy: scored.filter(({ score }) => wholeLevel(score) === lowest).map(({ code }) => code),
  };
}
