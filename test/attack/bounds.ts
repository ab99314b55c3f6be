import type { Atoms } from './atoms.ts';
import type { Candidate } from './candidates.ts';
import { extreme, type Programme } from './programme.ts';
import { type Range, scale } from './sight.ts';

/** Between what least and most a candidate's values lie, and the worlds in which they do. */
export interface Bounds {
  /** Of their mean. */
  readonly mean: Range;
  /** By atom and measure ("3 A"), what it sums to at the least and at the most. */
  readonly worlds: readonly ReadonlyMap<string, number>[];
}

interface Part {
  readonly key: string;
  readonly at: number;
  readonly size: number;
}

/**
 * The range of a candidate's mean of one measure over everything consistent with all rows given,
 * by linear programming. Each row says: what its values sum to; and for any so many of them, their
 * least and most sum, here for the candidate's and for the others'. Where the overall is among the
 * measures, it is the mean of each organisation's dimensions.
 */
export function boundsOf(
  all: Atoms,
  candidate: Candidate,
  measure: string,
  overall: string,
): Bounds {
  const programme = programmeOf(all, candidate, overall);
  const objective = new Map([...candidate.keys()].map((at) => [`${at} chosen ${measure}`, 1]));
  const size = [...candidate.values()].reduce((sum, count) => sum + count, 0);
  const ends = (['minimize', 'maximize'] as const).map((way) => extreme(programme, objective, way));
  return {
    mean: { lo: (ends[0]?.value as number) / size, hi: (ends[1]?.value as number) / size },
    worlds: ends.map(({ at }) => wholeAtoms(at)),
  };
}

function programmeOf({ atoms, rows }: Atoms, candidate: Candidate, overall: string): Programme {
  const partsOf = atoms.map(({ contributors }, at): Part[] => {
    const chosen = candidate.get(at) ?? 0;
    return [
      { key: `${at} chosen`, at, size: chosen },
      { key: `${at} others`, at, size: contributors.length - chosen },
    ].filter(({ size }) => size > 0);
  });
  const variables = new Map<string, Range>();
  for (const { key, at, size } of partsOf.flat())
    for (const code of atoms[at]?.scored ?? []) {
      const containing = rows.filter((row) => row.measure === code && row.atoms.has(at));
      variables.set(`${key} ${code}`, {
        lo: Math.max(scale.lo * size, ...containing.map((row) => row.least[size] as number)),
        hi: Math.min(scale.hi * size, ...containing.map((row) => row.most[size] as number)),
      });
    }
  const sums: Programme['sums'][number][] = [];
  for (const row of rows) {
    const inRow = [...row.atoms].flatMap((at) => partsOf[at] as Part[]);
    const sumOf = (parts: readonly Part[]) =>
      new Map(parts.map(({ key }) => [`${key} ${row.measure}`, 1]));
    sums.push({ weights: sumOf(inRow), range: row.sum });
    const chosen = inRow.filter(({ key }) => key.endsWith('chosen'));
    for (const parts of [inRow, chosen, inRow.filter((part) => !chosen.includes(part))]) {
      const size = parts.reduce((total, part) => total + part.size, 0);
      if (size === 0) continue;
      const range = { lo: row.least[size] as number, hi: row.most[size] as number };
      sums.push({ weights: sumOf(parts), range });
    }
  }
  for (const { key, at, size } of partsOf.flat()) {
    const scored = atoms[at]?.scored ?? [];
    if (scored.length < 2 || !scored.includes(overall)) continue;
    const dimensions = scored.filter((code) => code !== overall);
    const weights = new Map(dimensions.map((code) => [`${key} ${code}`, 1 / dimensions.length]));
    weights.set(`${key} ${overall}`, -1);
    // Stored to six decimals.
    sums.push({ weights, range: { lo: -2e-6 * size, hi: 2e-6 * size } });
  }
  return { variables, sums };
}

function wholeAtoms(at: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const whole = new Map<string, number>();
  for (const [key, value] of at) {
    const [atom, , measure] = key.split(' ');
    whole.set(`${atom} ${measure}`, (whole.get(`${atom} ${measure}`) ?? 0) + value);
  }
  return whole;
}
