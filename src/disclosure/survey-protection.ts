import { type Disclosed, withheld } from './disclosed.ts';
import type { LevelEstimate } from './survey.ts';
import { type Derived, isExact, leavesOpen, rangeOf } from './survey-range.ts';
import { fewest, type SurveyRules } from './survey-rules.ts';

const protectsAnother: Disclosed<LevelEstimate> = withheld('protects-another');

/**
 * Withholds what would give away another measure (method, section 5, "derived measures
 * together"): a dimension is a known mean of its questions and the overall of its dimensions, so
 * where exactly one of them is not exact, its exact value is what the others leave. Where several
 * are not, what they leave is a mean of these, and too few people must not be behind that either.
 *
 * Within a dimension, questions are withheld until that is so no more, the one with the fewest
 * answers first (the later one of two); where none is left, the dimension is. If one dimension
 * alone is not exact, the overall is withheld.
 * @param overall with the dimensions that are scored as its parts, and with theirs.
 */
export function protectDerived(overall: Derived, rules: SurveyRules): Derived {
  const start = withWholeProtected(overall);
  const parts = start.parts.map((dimension) => protectDimension(dimension, rules));
  const whole = { ...start, parts };
  return isSafe(whole, rules) ? whole : { ...whole, estimate: protectsAnother };
}

/** A whole can be worked out as well, should all its parts be exact and it alone not be. */
function withWholeProtected(whole: Derived): Derived {
  const { estimate, parts } = whole;
  const hasValue = estimate.shown || estimate.why !== 'not-scored';
  const alone = hasValue && !isExact(whole) && parts.every(isExact);
  return (alone && withoutOnePart(whole)) || whole;
}

function protectDimension(dimension: Derived, rules: SurveyRules): Derived {
  let kept = withWholeProtected(dimension);
  while (!isSafe(kept, rules)) {
    const fewer = withoutOnePart(kept);
    if (!fewer) return { ...kept, estimate: protectsAnother };
    kept = fewer;
  }
  return kept;
}

/**
 * Whether a whole that is shown leaves those of its parts open that are not exact: an exact one
 * has to leave more than one, and what it leaves together has to be said by enough people.
 */
function isSafe(whole: Derived, rules: SurveyRules): boolean {
  if (!whole.estimate.shown) return true;
  const hidden = whole.parts.filter((part) => !isExact(part));
  const enough = hidden.length > 1 && peopleBehind(whole) >= fewest(rules);
  if (isExact(whole) && hidden.length > 0 && !enough) return false;
  return leavesOpen(whole, rangeOf(whole, rules.scale), rules.scale);
}

/** At least how many people are behind what can be left of a measure: those of its largest part. */
function peopleBehind(measure: Derived): number {
  const hidden = measure.parts.filter((part) => !isExact(part));
  return hidden.length === 0 ? measure.n : Math.max(...hidden.map(peopleBehind));
}

/** The same with one exact part less; null where none is left. */
function withoutOnePart(whole: Derived): Derived | null {
  const exact = whole.parts.filter(isExact);
  const least = Math.min(...exact.map(({ n }) => n));
  const chosen = exact.findLast(({ n }) => n === least);
  if (!chosen) return null;
  const parts = whole.parts.map((part) =>
    part === chosen ? { ...part, estimate: protectsAnother } : part,
  );
  return { ...whole, parts };
}
