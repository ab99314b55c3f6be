import type { WithheldReason } from '../../disclosure/disclosed.ts';
import { type PeerStatistics, withheldPeers } from '../../disclosure/peer-statistics.ts';
import { type PoolViewer, peersOf } from '../../disclosure/pool/pool.ts';
import type { BasisComparison, ComparedGroup } from '../beside/comparison.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PeerGroup } from '../catalogue/peer-group.ts';
import type { Contributed } from './contribution-store.ts';
import { type GroupResult, keepWhereTooFewMoved, shownAnew } from './kept.ts';
import { movedIn, type PoolShown } from './pool-shown.ts';

/** What an organisation is compared in. */
export interface Frame {
  /** The number of the release. */
  readonly release: number;
  /** The groups that the organisation belongs to, in the order in which they are tried. */
  readonly groups: readonly PeerGroup[];
  readonly neighbours: Catalogue['neighbours'];
  /** What it was shown on this basis in each release before, the first one first. */
  readonly before: readonly (BasisComparison | undefined)[];
}

/** What an organisation may be shown on one basis of itself beside its peers. */
export function compareOnBasis(
  contributed: Contributed,
  shown: PoolShown,
  { release, groups, neighbours, before }: Frame,
): BasisComparison {
  const { organisation, basis, content } = contributed;
  const { pool, prepared, publicShown } = shown;
  const own = content.measures.map(({ code, own }) => ({ code, own }));
  const peers = peersOf(
    prepared,
    publicShown,
    viewerOf(contributed, shown, groups),
    shown.before.map(({ release: { number }, publicShown }, at) => ({
      publicShown,
      own: shownAnew((before[at]?.groups ?? []).map(inResults), number),
    })),
  );
  const last = before.at(-1);
  return {
    basis,
    own,
    groups: groups.map(({ code, kind, name, members }): ComparedGroup => {
      const results = content.measures.map((measure) => {
        const why = whyNotCompared(measure, contributed);
        const result = peers.get(code)?.get(measure.code);
        return [measure.code, why ? withheldPeers(why) : (result ?? nothing)] as const;
      });
      const then = last?.groups.find((group) => group.code === code);
      const result = keepWhereTooFewMoved(
        release,
        new Map(results),
        then && resultOf(then),
        movedIn([...members, organisation], pool, shown.before),
      );
      const ownThen = result.release === release ? null : (then?.ownThen ?? last?.own ?? null);
      return {
        ...{ code, kind, name, release: result.release },
        nearIn: kind === 'neighbours' ? [...(neighbours[organisation]?.variables ?? [])] : [],
        ownThen: JSON.stringify(ownThen) === JSON.stringify(own) ? null : ownThen,
        measures: content.measures.map((measure) => ({
          code: measure.code,
          peers: result.measures.get(measure.code) ?? nothing,
        })),
      };
    }),
  };
}

const nothing = withheldPeers('protects-another');

function viewerOf(
  contributed: Contributed,
  { pool }: PoolShown,
  groups: readonly PeerGroup[],
): PoolViewer {
  const { organisation, content } = contributed;
  const isIn = pool.values.has(organisation);
  const compared = content.measures.flatMap((measure) => {
    const { code, value, se } = measure;
    const isCompared = value !== null && whyNotCompared(measure, contributed) === null;
    return isCompared ? [[code, { value, se }] as const] : [];
  });
  return {
    own: isIn ? organisation : null,
    ownValues: new Map(compared),
    knows: new Set(isIn ? [organisation] : []),
    groups,
  };
}

/**
 * Why an organisation is not shown its peers in a measure, for a reason of its own: what is not
 * shown of itself could be worked out from where it stands. Null where there is no such reason.
 */
function whyNotCompared(
  { own }: Contributed['content']['measures'][number],
  { basis, content: { eligible } }: Contributed,
): WithheldReason | null {
  if (!own.shown) return own.why;
  if (!eligible) return basis === 'survey' ? 'too-few-people' : 'not-scored';
  return own.value.kind === 'exact' ? null : 'only-a-bound';
}

function inResults({ code, release, measures }: ComparedGroup) {
  return {
    code,
    release,
    measures: measures.map((measure) => ({ code: measure.code, result: measure.peers })),
  };
}

function resultOf({ release, measures }: ComparedGroup): GroupResult<PeerStatistics> {
  return { release, measures: new Map(measures.map(({ code, peers }) => [code, peers])) };
}
