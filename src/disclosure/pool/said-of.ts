import { type Method, method } from '../../scoring/method.ts';
import { compare } from '../../scoring/peer-comparison.ts';
import { mostOf, type Way, ways } from '../peer-statistics.ts';
import { guardValue } from '../value-guard.ts';
import { type Asked, leastDifference } from './displayed.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { clearlyDifferent, inUnits, meanOf, placeAmong, rank } from './ranking.ts';
import { isIn, rankingOf } from './rankings.ts';
import type { Reach } from './reach.ts';
import { reachOf } from './reach-of.ts';
import type { PoolValue, PoolViewer } from './shapes.ts';

export const sides = ['below', 'above'] as const;
export type Side = (typeof sides)[number];

/** What is said of a group in one measure and release, and of whom it is said who are not known. */
export interface Said {
  /** Organisations whose values are not known, and the total of these in units. */
  readonly size: number;
  readonly total: number;
  /**
   * How many of them are which, beside the organisation of who looks. Null where that is not said,
   * as where all of the group are of one way. Where all but one are, it is not said either, but may
   * be found out.
   */
  readonly counts: Readonly<Record<Way, number>> | null;
  /** How many of them are on which side of its value; null where no percentile says it. */
  readonly places: Readonly<Record<Side, number>> | null;
  /** What it says of every single organisation in it, which then is no secret of a part of it. */
  readonly ofAll: {
    readonly mean: Side | null;
    readonly side: Side | null;
  };
  /** Whether there are some in it who are known, other than the organisation that looks. */
  readonly known: boolean;
  /** What is displayed says of them. */
  readonly reach: Reach;
}

/** @param as the organisation that looks; null where everybody does. */
export function saidOf(
  prepared: PreparedPool,
  asked: Asked,
  as: Pick<PoolViewer, 'own' | 'ownValues'> | null,
  knows: ReadonlySet<string>,
  rules: Pick<Method, 'scale' | 'peers' | 'comparison' | 'disclosure'> = method,
): Said {
  const { group, measure, release } = asked;
  const pool = prepared.pools[release];
  const isMember = isIn(prepared, group);
  const contributed = (id: string) =>
    isMember(id) ? pool?.values.get(id)?.get(measure) : undefined;
  const ranking = rankingOf(prepared, group, measure, release);
  const known = [...knows].flatMap((id) => contributed(id) ?? []);
  const others = [...knows].filter((id) => id !== as?.own).flatMap((id) => contributed(id) ?? []);
  const total = (some: readonly PoolValue[]) =>
    some.reduce((left, { value }) => left - inUnits(value), ranking.total);
  const own = as?.own != null ? (contributed(as.own) ?? null) : null;

  const displayed = { size: ranking.size - (own ? 1 : 0), total: total(own ? [own] : []) };
  const guard = guardValue(
    meanOf(displayed.total, displayed.size),
    1 / displayed.size,
    rules.scale,
  );
  const compared = as?.own != null && as.ownValues.has(measure) ? comparedWith() : null;
  return {
    size: ranking.size - known.length,
    total: total(known),
    counts: compared?.counts ?? null,
    places: compared?.places ?? null,
    ofAll: {
      mean: guard.kind === 'exact' ? null : guard.kind,
      side: compared?.side ?? null,
    },
    known: others.length > 0,
    reach: reachOf(prepared, asked, as, knows, rules),
  };

  function comparedWith() {
    const mine = pool?.values.get(as?.own ?? '')?.get(measure);
    const now = prepared.pools
      .at(-1)
      ?.values.get(as?.own ?? '')
      ?.get(measure);
    // Counts beside what it contributed then do not go together with counts beside what it does now.
    if (!mine || mine.value !== now?.value || mine.se !== now.se) return null;
    const least = leastDifference(measure === pool?.overall, rules);
    const { lower, higher } = clearlyDifferent(ranking, mine, least, rules);
    const all = { lower, similar: displayed.size - lower - higher, higher };
    const isAll = ways.some((way) => all[way] === displayed.size);
    const counts = { ...all };
    for (const other of others) counts[compare(mine, other, least, rules.comparison.z)] -= 1;

    const { below, level } = placeAmong(ranking, mine.value);
    const around = { below, above: ranking.size - below - level };
    const left = { ...around };
    for (const { value } of others) {
      const place = placeAmong(rank([{ value, se: null }]), mine.value);
      left.below -= place.below;
      left.above -= 1 - place.below - place.level;
    }
    const told = displayed.size >= rules.peers.quartiles && mostOf(all, displayed.size) === null;
    const room = { below: mine.value - rules.scale.lo, above: rules.scale.hi - mine.value };
    const enough = rules.disclosure.leastOpen;
    const side = sides.find((one) => around[one] === displayed.size && room[one] >= enough);
    return { counts: isAll ? null : counts, places: told ? left : null, side: side ?? null };
  }
}
