import { type Constraint, solve } from 'yalps';
import type { Range } from './sight.ts';

/** Numbers within ranges, and sums of some of them within ranges. */
export interface Programme {
  readonly variables: ReadonlyMap<string, Range>;
  readonly sums: readonly {
    readonly weights: ReadonlyMap<string, number>;
    readonly range: Range;
  }[];
}

export interface Extreme {
  readonly value: number;
  /** The numbers with which it is reached. */
  readonly at: ReadonlyMap<string, number>;
}

/**
 * The least or the most that a weighted sum can be over everything that the programme leaves open.
 * @throws where nothing is left: then somebody believes what is not so.
 */
export function extreme(
  { variables, sums }: Programme,
  objective: ReadonlyMap<string, number>,
  direction: 'minimize' | 'maximize',
): Extreme {
  // The solver's variables start from 0.
  const floor = (weights: ReadonlyMap<string, number>) =>
    [...weights].reduce((sum, [name, weight]) => sum + weight * (variables.get(name)?.lo ?? 0), 0);
  const constraints = new Map<string, Constraint>(
    sums.map(({ weights, range }, at) => {
      const base = floor(weights);
      return [`sum ${at}`, { min: range.lo - base, max: range.hi - base }];
    }),
  );
  const columns = new Map(
    [...variables].map(([name, { lo, hi }]) => {
      constraints.set(`most ${name}`, { max: Math.max(0, hi - lo) });
      return [name, new Map([[`most ${name}`, 1]])];
    }),
  );
  sums.forEach(({ weights }, at) => {
    for (const [name, weight] of weights) columns.get(name)?.set(`sum ${at}`, weight);
  });
  for (const [name, weight] of objective) columns.get(name)?.set('objective', weight);
  const {
    status,
    result,
    variables: found,
  } = solve({
    direction,
    objective: 'objective',
    constraints,
    variables: columns,
  });
  if (status !== 'optimal') throw new Error(`What is shown contradicts itself: ${status}`);
  const above = new Map(found);
  return {
    value: floor(objective) + result,
    at: new Map([...variables].map(([name, { lo }]) => [name, lo + (above.get(name) ?? 0)])),
  };
}
