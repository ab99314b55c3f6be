import { type Method, method } from './method.ts';
import { reaches, round6, squaredDeviations } from './numbers.ts';

export interface Agreement {
  /** Null below five answers. */
  readonly label: 'split' | 'strong' | 'moderate' | 'weak' | null;
  /** 0 (no better than chance) to 1 (all say the same), six decimals; null below two answers. */
  readonly rwg: number | null;
}

/** How far the levels given to one question agree (method, section 3). */
export function agreement(
  levels: readonly number[],
  rule: Method['agreement'] = method.agreement,
  scale: Method['scale'] = method.scale,
): Agreement {
  const index = rwg(levels, scale);
  if (index === null || levels.length < rule.answers) return { label: null, rwg: index };
  if (isSplit(levels, rule, scale)) return { label: 'split', rwg: index };
  if (reaches(index, rule.strong)) return { label: 'strong', rwg: index };
  return { label: reaches(index, rule.moderate) ? 'moderate' : 'weak', rwg: index };
}

/**
 * Within-group agreement of James, Demaree and Wolf 1984: max(0, 1 − s²/σ²), where σ² is the
 * variance of answers spread evenly over the scale, (A² − 1)/12. To six decimals.
 */
export function rwg(
  levels: readonly number[],
  scale: Method['scale'] = method.scale,
): number | null {
  if (levels.length < 2) return null;
  const steps = scale.hi - scale.lo + 1;
  const byChance = (steps ** 2 - 1) / 12;
  const variance = squaredDeviations(levels) / (levels.length - 1);
  return round6(Math.max(0, 1 - variance / byChance));
}

/** The disagreement rule of the RAND/UCLA appropriateness method: enough people at both ends. */
function isSplit(
  levels: readonly number[],
  rule: Method['agreement'],
  scale: Method['scale'],
): boolean {
  const enough = Math.ceil(round6(rule.splitShare * levels.length));
  const low = levels.filter((level) => level <= scale.lo + rule.splitReach).length;
  const high = levels.filter((level) => level >= scale.hi - rule.splitReach).length;
  return low >= enough && high >= enough;
}
