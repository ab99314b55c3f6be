/**
 * The value to six decimals, so that binary arithmetic cannot decide a floor or a threshold:
 * three families of two who all say 2 sum to 1.9999999999999998. Symmetric around zero.
 */
export function round6(value: number): number {
  const size = Math.round(Math.abs(value) * 1e6) / 1e6;
  return value < 0 && size > 0 ? -size : size;
}

/** round6 of a value that may be missing; null stays null. */
export function round6OrNull(value: number | null): number | null {
  return value === null ? null : round6(value);
}

/** The highest whole level that a score reaches. */
export function wholeLevel(score: number): number {
  return Math.floor(round6(score));
}

/** Whether a value is at or above a threshold, both to six decimals. */
export function reaches(value: number, threshold: number): boolean {
  return round6(value) >= round6(threshold);
}

/** The sum, 0 of nothing. Added in ascending order: who answered first changes no digit. */
export function sum(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0);
}

/** The arithmetic mean, unrounded; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** Sum of the squared deviations from the mean, unrounded; 0 of nothing and of one value. */
export function squaredDeviations(values: readonly number[]): number {
  const centre = mean(values);
  return centre === null ? 0 : sum(values.map((value) => (value - centre) ** 2));
}
