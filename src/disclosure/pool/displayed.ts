import { type Method, method } from '../../scoring/method.ts';
import { type Disclosed, withheld } from '../disclosed.ts';
import { discloseGroup, type GroupStatistics } from '../group-statistics.ts';
import { disclosePeers, type PeerStatistics } from '../peer-statistics.ts';
import type { PreparedPool } from './prepare-pool.ts';
import {
  bandsWithout,
  clearlyDifferent,
  inUnits,
  meanOf,
  placeAmong,
  quantileWithout,
} from './ranking.ts';
import { isIn, rankingOf } from './rankings.ts';
import type { PoolGroup } from './shapes.ts';

/** One measure of a group in one release, by position. */
export interface Asked {
  readonly group: PoolGroup;
  readonly measure: string;
  readonly release: number;
}

/** What is displayed of the others of a group beside one organisation, if it may be at all. */
export function displayedPeers(
  prepared: PreparedPool,
  { group, measure, release }: Asked,
  own: string,
  rules: Pick<Method, 'comparison'> = method,
): Disclosed<PeerStatistics> {
  const pool = prepared.pools[release];
  const mine = pool?.values.get(own)?.get(measure);
  if (!mine) return withheld('not-scored');
  const ranking = rankingOf(prepared, group, measure, release);
  const gone = isIn(prepared, group)(own) ? [mine.value] : [];
  const peers = ranking.size - gone.length;
  const least = leastDifference(measure === pool?.overall, rules);
  const { lower, higher } = clearlyDifferent(ranking, mine, least, rules);
  const { below, level } = placeAmong(ranking, mine.value);
  return disclosePeers({
    peers,
    mean: meanOf(ranking.total - gone.reduce((sum, value) => sum + inUnits(value), 0), peers),
    ...{ clearlyLower: lower, clearlyHigher: higher },
    median: quantileWithout(ranking, gone, 0.5),
    lowerQuartile: quantileWithout(ranking, gone, 0.25),
    upperQuartile: quantileWithout(ranking, gone, 0.75),
    percentile: (100 * (below + (level - gone.length) / 2)) / peers,
    bands: bandsWithout(ranking, gone),
  });
}

/** What is displayed of a whole group to everybody, if it may be at all. */
export function displayedGroup(
  prepared: PreparedPool,
  { group, measure, release }: Asked,
): Disclosed<GroupStatistics> {
  const ranking = rankingOf(prepared, group, measure, release);
  return discloseGroup({
    organisations: ranking.size,
    mean: meanOf(ranking.total, ranking.size),
    median: quantileWithout(ranking, [], 0.5),
    lowerQuartile: quantileWithout(ranking, [], 0.25),
    upperQuartile: quantileWithout(ranking, [], 0.75),
    bands: ranking.bands,
  });
}

/** The smallest difference that counts, in levels. */
export function leastDifference(
  isOverall: boolean,
  { comparison }: Pick<Method, 'comparison'> = method,
): number {
  return isOverall ? comparison.overall : comparison.dimension;
}
