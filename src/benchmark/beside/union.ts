import { withheldPeers } from '../../disclosure/peer-statistics.ts';
import type { Shown } from '../../disclosure/pool/pool.ts';
import type { Database } from '../../shared/database.ts';
import type { Published } from '../release/release.ts';
import type { Benchmarked } from './beside-store.ts';
import type { Choice } from './choice.ts';
import type { BasisComparison, Comparison } from './comparison.ts';
import { type Held, showableOf } from './held-classes.ts';
import { type Hold, seenIn } from './standing.ts';

/** What somebody may be shown of a stored part, and whether that is less than all of it. */
export interface Restricted {
  readonly comparison: Comparison | null;
  readonly keptBack: boolean;
}

/**
 * Leaves out of a stored part what a person may not be shown because of everything else that they
 * know and may fetch of the same cycle and basis (method, section 5): a release was checked for
 * each organisation and each board alone, and somebody may belong to several.
 * @param published every published release of the cycle, and maybe of others.
 */
export async function restrictToUnion(
  database: Database,
  holds: readonly Hold[],
  organisation: Benchmarked,
  { released: { release, comparison }, basis, compared }: Choice,
  published: readonly Published[],
): Promise<Restricted> {
  const held = heldIn(holds, organisation, release.cycleId, basis);
  if (!compared || held.organisations.length + held.boards.length < 2)
    return { comparison, keptBack: false };
  const releases = published.filter(({ cycleId }) => cycleId === release.cycleId);
  const showable = new Map<number, Shown>();
  for (const number of new Set(compared.groups.map((group) => group.release)))
    showable.set(
      number,
      await showableOf(
        database,
        releases.filter((one) => one.number <= number),
        releases.filter((one) => one.number > number),
        held,
      ),
    );
  const kept = restricted(compared, showable);
  return {
    comparison: {
      bases: (comparison?.bases ?? []).map((each) => (each.basis === basis ? kept : each)),
    },
    keptBack: JSON.stringify(kept) !== JSON.stringify(compared),
  };
}

/**
 * Everything that somebody may see on a basis of a cycle and that bears on this organisation: the
 * organisation first. An integrated care board is shown trusts by name on the agreed basis.
 */
function heldIn(
  holds: readonly Hold[],
  { code, kind }: Benchmarked,
  cycleId: string,
  basis: Choice['basis'],
): Held {
  const others = new Set(
    holds.map(({ organisation }) => organisation).filter((one) => one !== code),
  );
  const boards = holds
    .filter(({ as }) => as === 'icb-analyst')
    .map(({ organisation }) => organisation);
  return {
    basis,
    kind,
    organisations: [
      code,
      ...[...others].filter((one) => seenIn(holds, one, cycleId).bases.has(basis)).sort(),
    ],
    boards: basis === 'agreed' && kind === 'trust' ? [...new Set(boards)].sort() : [],
  };
}

function restricted(
  compared: BasisComparison,
  showable: ReadonlyMap<number, Shown>,
): BasisComparison {
  return {
    ...compared,
    groups: compared.groups.map((group) => ({
      ...group,
      measures: group.measures.map(({ code, peers }) => {
        const may = showable.get(group.release)?.get(group.code)?.has(code);
        return { code, peers: peers.shown && !may ? withheldPeers('protects-another') : peers };
      }),
    })),
  };
}
