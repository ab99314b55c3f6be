import { reaches, sum } from '../scoring/numbers.ts';
import type { Disclosed } from './disclosed.ts';
import type { LevelEstimate } from './survey.ts';
import type { SurveyRules } from './survey-rules.ts';

type Scale = SurveyRules['scale'];

/** A measure with what is shown of it, and the measures whose plain mean it is. */
export interface Derived {
  readonly code: string;
  readonly n: number;
  readonly maxWeight: number;
  readonly estimate: Disclosed<LevelEstimate>;
  readonly parts: readonly Derived[];
}

/** Where a value can lie, for all that is shown. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export function isExact({ estimate }: Derived): boolean {
  return estimate.shown && estimate.value.kind === 'exact';
}

/** What is shown of a measure, and of its parts, as the range in which it must be. */
export function rangeOf(measure: Derived, scale: Scale): Range {
  const said = saidRange(measure.estimate, scale);
  if (measure.parts.length === 0) return said;
  const parts = measure.parts.map((part) => rangeOf(part, scale));
  return {
    min: Math.max(said.min, sum(parts.map(({ min }) => min)) / parts.length),
    max: Math.min(said.max, sum(parts.map(({ max }) => max)) / parts.length),
  };
}

/**
 * Whether a measure that lies in this range, together with all that is shown of its parts, leaves
 * each of them that is not exact as open as the value guard does: its value can still be one at
 * which every contributor could hold any level. Two questions at the top of the scale that are
 * only "above 4.3" would otherwise be pinned to 5 by the exact dimension they are in.
 */
export function leavesOpen(measure: Derived, range: Range, scale: Scale): boolean {
  if (needsToStayOpen(measure) && !isOpen(range, measure.maxWeight, scale)) return false;
  const ranges = measure.parts.map((part) => rangeOf(part, scale));
  return measure.parts.every((part, i) => {
    const { min, max } = ranges[i] as Range;
    const others = ranges.toSpliced(i, 1);
    const left = {
      min: Math.max(min, ranges.length * range.min - sum(others.map((other) => other.max))),
      max: Math.min(max, ranges.length * range.max - sum(others.map((other) => other.min))),
    };
    return leavesOpen(part, left, scale);
  });
}

function saidRange(estimate: Disclosed<LevelEstimate>, { lo, hi }: Scale): Range {
  if (!estimate.shown) return { min: lo, max: hi };
  const { kind, value } = estimate.value;
  if (kind === 'below') return { min: lo, max: value };
  // Shown to one decimal.
  return kind === 'above' ? { min: value, max: hi } : { min: value - 0.05, max: value + 0.05 };
}

/** What is only withheld to protect another could be shown by itself. */
function needsToStayOpen(measure: Derived): boolean {
  const { estimate } = measure;
  return estimate.shown ? !isExact(measure) : estimate.why !== 'protects-another';
}

function isOpen({ min, max }: Range, weight: number, { lo, hi }: Scale): boolean {
  const margin = (hi - lo) * weight;
  return reaches(hi - margin, min) && reaches(max, lo + margin);
}
