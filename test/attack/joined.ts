import { type Atoms, atomsOf } from './atoms.ts';
import { boundsOf } from './bounds.ts';
import { candidatesOf, namesOf } from './candidates.ts';
import { type PartBounds, partBounds } from './open-worlds.ts';
import { type Range, type Sight, scale } from './sight.ts';

/** Candidates that might be narrow: so many are tried, those below so many levels. */
const tried = 3;
const narrow = 1.5;

/** What follows of some organisations' overall from all measures at once. */
export interface Joined {
  readonly organisations: readonly string[];
  readonly mean: Range;
}

/**
 * Tries overalls again, this time with everything that is shown of all dimensions, since each
 * overall is the mean of its dimensions. Those are tried that parts of them bound most.
 */
export function joinedOverall(sight: Sight, fewer: number): readonly Joined[] {
  const own = partsIn(sight, sight.overall);
  if (own.all.rows.length === 0) return [];
  const dimensions = sight.measures
    .filter((measure) => measure !== sight.overall)
    .map((measure) => partsIn(sight, measure));
  const everything = atomsOf(sight);
  const likely = candidatesOf(own.all, fewer)
    .map((candidate) => {
      const names = namesOf(own.all, candidate);
      const [overall, means] = [sumOf(own, names), dimensions.map((each) => sumOf(each, names))];
      const mean = (end: 'lo' | 'hi') =>
        means.reduce((sum, range) => sum + range[end], 0) / means.length;
      const width = Math.min(overall.hi, mean('hi')) - Math.max(overall.lo, mean('lo'));
      return { names, width: width / names.length };
    })
    .filter(({ width }) => width < narrow)
    .sort((a, b) => a.width - b.width)
    .slice(0, tried);
  return likely.map(({ names: organisations }) => {
    const chosen = new Set(organisations);
    const counts = everything.atoms.map(
      ({ contributors }, at) => [at, contributors.filter((id) => chosen.has(id)).length] as const,
    );
    const candidate = new Map(counts.filter(([, count]) => count > 0));
    const { mean } = boundsOf(everything, candidate, sight.overall, sight.overall);
    return { organisations, mean };
  });
}

interface Parts {
  readonly all: Atoms;
  readonly bounds: readonly PartBounds[];
  readonly atomOf: ReadonlyMap<string, number>;
}

function partsIn(sight: Sight, measure: string): Parts {
  const all = atomsOf(sight, [measure]);
  const atomOf = all.atoms.flatMap(({ contributors }, at) =>
    contributors.map((id) => [id, at] as const),
  );
  return { all, bounds: partBounds(all), atomOf: new Map(atomOf) };
}

/** Between what these sum to, atom by atom. */
function sumOf({ bounds, atomOf }: Parts, names: readonly string[]): Range {
  const ranges = [...Map.groupBy(names, (id) => atomOf.get(id))].map(([at, { length }]) => ({
    lo: at === undefined ? scale.lo * length : (bounds[at]?.least[length] as number),
    hi: at === undefined ? scale.hi * length : (bounds[at]?.most[length] as number),
  }));
  return {
    lo: ranges.reduce((sum, { lo }) => sum + lo, 0),
    hi: ranges.reduce((sum, { hi }) => sum + hi, 0),
  };
}
