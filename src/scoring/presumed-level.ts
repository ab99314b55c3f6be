import type { LevelShare } from './distribution.ts';
import { reaches, round6, sum } from './numbers.ts';

/**
 * The level with which a workshop pre-fills a question that leaders agree on (method, section 6):
 * the lower median of how answers spread or, where that is not shown, the mean to the nearest
 * level, a half downwards. Null where neither is shown.
 * @param distribution shares of 0 to 1, which may be rounded and then need not sum to 1.
 * @param mean 1 to 5; a mean that is only a bound is null.
 */
export function presumedLevel(
  distribution: readonly LevelShare[] | null,
  mean: number | null,
): number | null {
  const median = distribution && lowerMedian(distribution);
  if (median !== null) return median;
  return mean === null ? null : Math.ceil(round6(mean - 0.5));
}

/** The lowest level at or below which half of the shares lie; null of nothing. */
function lowerMedian(distribution: readonly LevelShare[]): number | null {
  const given = distribution.filter(({ share }) => share > 0);
  const half = sum(given.map(({ share }) => share)) / 2;
  const upTo = (level: number) =>
    sum(given.filter((one) => one.level <= level).map(({ share }) => share));
  const reached = given.map(({ level }) => level).filter((level) => reaches(upTo(level), half));
  return reached.length === 0 ? null : Math.min(...reached);
}
