import { type Method, method } from '../../scoring/method.ts';
import { type BandShare, bandShares } from '../density.ts';
import type { GroupStatistics } from '../group-statistics.ts';
import type { PeerStatistics } from '../peer-statistics.ts';

/**
 * How many of some organisations are below a level, as far as what is shown of them says. Those
 * counted may lie `nearly` above it, the others `nearly` below.
 */
export interface Edge {
  readonly at: number;
  readonly fewest: number;
  readonly most: number;
}

/** What comparing to six decimals may move. */
export const nearly = 2e-6;
/** Half of the last digit shown. */
const half = 0.05;

/** What is shown of a group, whoever it is shown to. */
export type Displayed = Partial<PeerStatistics> & Partial<GroupStatistics>;

/** The organisation that the others are compared with. */
export interface Beside {
  readonly value: number;
  /** Fewest levels that make a clear difference. */
  readonly least: number;
  /** Whether others have standard errors, which nobody is shown of them. */
  readonly errors: boolean;
}

/**
 * All that the statistics of n organisations, as they are displayed, say of their values one by
 * one; whose they are none of them says.
 */
export function edgesOf(
  n: number,
  displayed: Displayed,
  beside: Beside | null,
  rules: Pick<Method, 'scale' | 'peers'> = method,
): readonly Edge[] {
  const edges = [
    ...(beside
      ? [...countEdges(n, displayed, beside), ...placeEdges(n, displayed, beside, rules)]
      : []),
    ...bandEdges(n, displayed, rules),
  ];
  const { median, quartiles } = displayed;
  for (const [share, value] of [
    [0.5, median],
    [0.25, quartiles?.lower],
    [0.75, quartiles?.upper],
  ] as const)
    if (value !== undefined) edges.push(...quantileEdges(n, share, value, edges, rules));
  return edges;
}

/**
 * Clearly lower is lower by at least the smallest difference that counts, whatever the errors. Not
 * distinguishable is nearer than that where there are no errors; where there are, it may be
 * anything. "Most" are all or all but one.
 */
function countEdges(n: number, { counts }: Displayed, { value, least, errors }: Beside): Edge[] {
  if (!counts) return [];
  const range = (way: 'lower' | 'higher') => {
    if (!('most' in counts)) return { min: counts[way], max: counts[way] };
    return counts.most === way ? { min: n - 1, max: n } : { min: 0, max: 1 };
  };
  const [lower, higher] = [range('lower'), range('higher')];
  return [
    { at: value - least, fewest: lower.min, most: errors ? n - higher.min : lower.max },
    { at: value + least, fewest: errors ? lower.min : n - higher.max, most: n - higher.min },
  ];
}

/** 100 · (below + level / 2) / n is rounded; level is what is the same to three decimals. */
function placeEdges(
  n: number,
  { percentile, quarter }: Displayed,
  { value }: Beside,
  { peers }: Pick<Method, 'peers'>,
): Edge[] {
  if (!percentile || quarter === undefined) return [];
  const step = n >= peers.density ? peers.finePercentileStep : peers.percentileStep;
  const least = Math.max(percentile.value - step / 2, 25 * (quarter - 1));
  const most = Math.min(percentile.value + step / 2, quarter === 4 ? 100 : 25 * quarter);
  return [
    { at: value - 0.001, fewest: 0, most: Math.floor((n * most) / 100 + nearly) },
    { at: value + 0.001, fewest: Math.ceil((n * least) / 100 - nearly), most: n },
  ];
}

/** Nowhere is a band shown that has all of them, or all but one. */
function bandEdges(
  n: number,
  { density }: Displayed,
  { scale, peers }: Pick<Method, 'scale' | 'peers'>,
): Edge[] {
  if (!density) return [];
  const [some, many] = [peers.someShare, peers.manyShare].map((share) =>
    Math.ceil(n * share - nearly),
  ) as [number, number];
  const fewest = { few: 0, some, many };
  const most = { few: some - 1, some: many - 1, many: n - 2 };
  const sum = (bands: readonly BandShare[], of: Readonly<Record<BandShare, number>>) =>
    bandShares.reduce(
      (total, share) => total + bands.filter((one) => one === share).length * of[share],
      0,
    );
  return density.slice(1).map((_, at) => {
    const [below, above] = [density.slice(0, at + 1), density.slice(at + 1)];
    return {
      at: scale.lo + ((scale.hi - scale.lo) * (at + 1)) / density.length,
      fewest: Math.max(sum(below, fewest), n - sum(above, most)),
      most: Math.min(sum(below, most), n - sum(above, fewest)),
    };
  });
}

/** A quantile (type 7) lies at a share of the way from one value in order to the next. */
function quantileEdges(
  n: number,
  share: number,
  value: number,
  before: readonly Edge[],
  { scale }: Pick<Method, 'scale'>,
): Edge[] {
  const position = (n - 1) * share;
  const [at, next] = [Math.floor(position), Math.ceil(position)];
  const way = position - at;
  const edges = [
    { at: value + half, fewest: at + 1, most: n },
    { at: value - half, fewest: 0, most: next },
  ];
  if (way === 0) return edges;
  const all = [...before, ...edges];
  const lowest = (rank: number) =>
    all.reduce((most, edge) => (edge.most <= rank ? Math.max(most, edge.at) : most), scale.lo);
  const highest = (rank: number) =>
    all.reduce((least, edge) => (edge.fewest > rank ? Math.min(least, edge.at) : least), scale.hi);
  return [
    ...edges,
    { at: (value - half - way * highest(next)) / (1 - way), fewest: 0, most: at },
    { at: (value + half - (1 - way) * lowest(at)) / way, fewest: next + 1, most: n },
  ];
}

/** Of the others, where one of them is known. */
export function edgesWithout(edges: readonly Edge[], value: number): readonly Edge[] {
  return edges.map(({ at, fewest, most }) => ({
    at,
    fewest: value > at + nearly ? fewest : Math.max(0, fewest - 1),
    most: value < at - nearly ? most - 1 : most,
  }));
}

/** In ascending order, without those that follow from others. */
export function withoutDoubles(edges: readonly Edge[], n: number): readonly Edge[] {
  const sorted = edges.toSorted((a, b) => a.at - b.at);
  let [fewest, most] = [0, n];
  const tellsFewest = sorted.map((edge) => {
    const tells = edge.fewest > fewest;
    fewest = Math.max(fewest, edge.fewest);
    return tells;
  });
  return sorted
    .map((edge, at) => ({ edge, at }))
    .reverse()
    .filter(({ edge, at }) => {
      const tells = edge.most < most || tellsFewest[at];
      most = Math.min(most, edge.most);
      return tells;
    })
    .map(({ edge }) => edge)
    .reverse();
}
