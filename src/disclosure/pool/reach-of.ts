import { type Method, method } from '../../scoring/method.ts';
import { type Asked, displayedGroup, displayedPeers, leastDifference } from './displayed.ts';
import { type Displayed, edgesOf, nearly, withoutDoubles } from './edges.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { isIn, rankingOf } from './rankings.ts';
import { type Reach, reachWithout } from './reach.ts';
import type { PoolViewer } from './shapes.ts';

/**
 * What somebody has of those of a group whom they do not know, from what is displayed of it.
 * @param as the organisation that looks; null where everybody does.
 */
export function reachOf(
  prepared: PreparedPool,
  asked: Asked,
  as: Pick<PoolViewer, 'own' | 'ownValues'> | null,
  knows: ReadonlySet<string>,
  rules: Pick<Method, 'scale' | 'peers' | 'comparison'> = method,
): Reach {
  const { group, measure, release } = asked;
  const pool = prepared.pools[release];
  const own = as?.own ?? null;
  const mine = own === null ? undefined : pool?.values.get(own)?.get(measure);
  const isMember = isIn(prepared, group);
  const ranking = rankingOf(prepared, group, measure, release);
  const left = own !== null && mine && isMember(own) ? 1 : 0;
  const size = ranking.size - left;
  const result =
    own === null ? displayedGroup(prepared, asked) : displayedPeers(prepared, asked, own, rules);
  const displayed: Displayed = result.shown ? result.value : {};
  const beside =
    mine && as?.ownValues.has(measure)
      ? {
          value: mine.value,
          least: leastDifference(measure === pool?.overall, rules),
          errors: ranking.largestError > 0 || (mine.se ?? 0) > 0,
        }
      : null;
  const mean = meanRange(size, displayed, rules);
  const all = {
    ...{ size, least: mean.least * size, most: mean.most * size },
    edges: withoutDoubles(edgesOf(size, displayed, beside, rules), size),
  };
  return [...knows].reduce((reach, id) => {
    const known = id !== own && isMember(id) ? pool?.values.get(id)?.get(measure) : undefined;
    return known ? reachWithout(reach, known.value) : reach;
  }, all);
}

/** The method says from where to where a mean is shown exactly. */
function meanRange(size: number, { mean }: Displayed, { scale }: Pick<Method, 'scale'>) {
  const { lo, hi } = scale;
  if (!mean) return { least: lo, most: hi };
  const [lowest, highest] = [lo + (hi - lo) / size, hi - (hi - lo) / size];
  if (mean.kind === 'below') return { least: lo, most: lowest + nearly };
  if (mean.kind === 'above') return { least: highest - nearly, most: hi };
  return {
    least: Math.max(mean.value - 0.05, lowest) - nearly,
    most: Math.min(mean.value + 0.05, highest) + nearly,
  };
}
