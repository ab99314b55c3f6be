/** No weight of people or organisations needs a larger one: a family of 5,000, say, after a cap. */
const largestTerm = 100_000;
const tolerance = 1e-12;

/**
 * Weights as whole numbers in exactly the same proportions, without a common divisor. Weights are
 * fractions such as 1 / (3 · 7) that binary arithmetic has rounded; a matrix of rounded numbers
 * has no exact rank. Null unless each of them is, within 10⁻¹² of itself, a fraction above 0 whose
 * terms are at most 100,000: a bound so small that hardly any other number is near one by chance.
 */
export function wholeWeights(
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, bigint> | null {
  if (!(weights instanceof Map)) return null;
  const fractions = new Map<number, readonly [bigint, bigint]>();
  for (const weight of new Set(weights.values())) {
    const fraction = fractionOf(weight);
    if (fraction === null) return null;
    fractions.set(weight, fraction);
  }
  let common = 1n;
  for (const [, below] of fractions.values()) common *= below / divisor(common, below);
  let shared = 0n;
  for (const [above, below] of fractions.values())
    shared = divisor(shared, (above * common) / below);
  return new Map(
    [...weights].map(([id, weight]) => {
      const [above, below] = fractions.get(weight) as readonly [bigint, bigint];
      return [id, (above * common) / below / shared];
    }),
  );
}

/** The greatest common divisor, at least 0; of 0 and another the other. */
export function divisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** Its terms by continued fraction: the first one close enough; null where none is. */
function fractionOf(value: number): readonly [bigint, bigint] | null {
  if (!(Number.isFinite(value) && value > 0)) return null;
  let [above, below] = [1, 0];
  let [aboveBefore, belowBefore] = [0, 1];
  for (let rest = value; ; ) {
    const whole = Math.floor(rest);
    [above, aboveBefore] = [whole * above + aboveBefore, above];
    [below, belowBefore] = [whole * below + belowBefore, below];
    if (above > largestTerm || below > largestTerm) return null;
    if (Math.abs(above / below - value) <= tolerance * value) return [BigInt(above), BigInt(below)];
    if (rest === whole) return null;
    rest = 1 / (rest - whole);
  }
}
