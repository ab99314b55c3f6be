import { z } from 'zod';
import { type Method, method } from '../scoring/method.ts';
import { round6 } from '../scoring/numbers.ts';
import { density, densityOf } from './density.ts';
import { type Disclosed, shown, type WithheldReason, withheld } from './disclosed.ts';
import { type GuardedValue, guardedValue, guardValue, outwards } from './value-guard.ts';

/** Where one organisation stands among the others of a group, in full, before any check. */
export interface PeerStanding {
  /** Number of other organisations with a value. */
  readonly peers: number;
  readonly mean: number | null;
  readonly clearlyLower: number;
  readonly clearlyHigher: number;
  readonly median: number | null;
  readonly lowerQuartile: number | null;
  readonly upperQuartile: number | null;
  /** 0 to 100: the share of the others below, half of those level with it counted. */
  readonly percentile: number | null;
  /** How many of the others are in each band of the density, the lowest first. */
  readonly bands: readonly number[];
}

const level = z.number();
const share = z.number().min(0).max(100);

/** What is shown of a group: only what the number of other organisations allows. */
export const peerStatistics = z.strictObject({
  peers: z.int(),
  mean: guardedValue,
  /** How many of the others are which; only which way most are, where all or all but one are. */
  counts: z.union([
    z.strictObject({ lower: z.int(), similar: z.int(), higher: z.int() }),
    z.strictObject({ most: z.enum(['lower', 'similar', 'higher']) }),
  ]),
  median: level.optional(),
  quartiles: z.strictObject({ lower: level, upper: level }).optional(),
  percentile: z.strictObject({ value: share, from: share, to: share }).optional(),
  /** 1 for the quarter of organisations with the lowest values, 4 for the highest. */
  quarter: z.int().min(1).max(4).optional(),
  density: density.optional(),
});
export type PeerStatistics = z.output<typeof peerStatistics>;

/**
 * What an organisation may see of its peers (method, sections 4 and 5): nothing below five
 * others, and from then on what the table of section 4 allows. The bounds of the percentile are
 * the shares of the others that are clearly lower and not clearly higher, so they say nothing
 * that the counts do not.
 */
export function disclosePeers(
  standing: PeerStanding,
  rules: Pick<Method, 'disclosure' | 'peers' | 'scale'> = method,
): Disclosed<PeerStatistics> {
  const { peers, mean, clearlyLower, clearlyHigher, median, percentile } = standing;
  const { lowerQuartile, upperQuartile } = standing;
  // Each has to be a number by itself: Math.max makes 0 of null, and a number of text.
  const fewest = [rules.disclosure.k, rules.peers.mean];
  if (!(fewest.every(Number.isInteger) && peers >= Math.max(...fewest)) || mean === null)
    return withheld('too-few-organisations');

  const counts = countsOf(standing);
  const statistics: PeerStatistics = {
    peers,
    mean: roundedGuard(guardValue(mean, 1 / peers, rules.scale)),
    counts,
  };
  if (peers >= rules.peers.median && median !== null) statistics.median = oneDecimal(median);
  if (
    peers >= rules.peers.quartiles &&
    percentile !== null &&
    lowerQuartile !== null &&
    upperQuartile !== null
  ) {
    statistics.quartiles = { lower: oneDecimal(lowerQuartile), upper: oneDecimal(upperQuartile) };
    // Its bounds would say of how many others it is so, which "most" leaves open.
    if (!('most' in counts)) {
      const fine = peers >= rules.peers.density;
      const step = fine ? rules.peers.finePercentileStep : rules.peers.percentileStep;
      statistics.percentile = {
        value: toStep(percentile, step, Math.round),
        from: toStep((100 * clearlyLower) / peers, step, Math.floor),
        to: toStep((100 * (peers - clearlyHigher)) / peers, step, Math.ceil),
      };
      statistics.quarter = Math.min(4, Math.floor(round6(percentile) / 25) + 1);
    }
  }
  const bands = densityOf(standing.bands, rules);
  if (peers >= rules.peers.density && bands) statistics.density = bands;
  return shown(statistics);
}

/** In the order in which they are named. */
export const ways = ['lower', 'similar', 'higher'] as const;
export type Way = (typeof ways)[number];

function countsOf({ peers, clearlyLower, clearlyHigher }: PeerStanding): PeerStatistics['counts'] {
  const similar = peers - clearlyLower - clearlyHigher;
  const counts = { lower: clearlyLower, similar, higher: clearlyHigher };
  const most = mostOf(counts, peers);
  return most === null ? counts : { most };
}

/**
 * Which way most of the others are, where no more may be said: unanimity would give every single
 * one of them away, and so "most" is also said where all but one are, lest it mean all of them.
 * Null where the counts can be shown.
 */
export function mostOf(counts: Readonly<Record<Way, number>>, peers: number): Way | null {
  return ways.find((way) => counts[way] >= peers - 1) ?? null;
}

/** As it is shown: to one decimal. */
export function roundedGuard({ kind, value }: GuardedValue): GuardedValue {
  return { kind, value: kind === 'exact' ? oneDecimal(value) : outwards(kind, value) };
}

export function oneDecimal(value: number): number {
  return Math.round(round6(value) * 10) / 10;
}

function toStep(value: number, step: number, round: (value: number) => number): number {
  return round(round6(value) / step) * step;
}

/** Withholds the peers of a measure for a reason that lies with the organisation itself. */
export function withheldPeers(why: WithheldReason): Disclosed<PeerStatistics> {
  return withheld(why);
}
