import { nationalChain } from '../../people/audit.ts';
import { record } from '../../people/audit-store.ts';
import { method } from '../../scoring/method.ts';
import { type Clock, dateOf, showDate } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import { found, Problem } from '../../shared/problems.ts';
import { findCatalogue } from '../catalogue/catalogue-store.ts';
import type { SharedPositions } from '../icb/shared-positions.ts';
import { boardsOf } from './boards.ts';
import { changedContributors, weigh } from './changed-contributors.ts';
import { collectInputs } from './collect-inputs.ts';
import { type Contributed, contributionsOf, insertContributions } from './contribution-store.ts';
import { insertParts } from './part-store.ts';
import { countRunning, holdCycle, insertRelease, setParts } from './preparing-store.ts';
import { icbPart, type Release } from './release.ts';
import { findRelease, releasesOfCycle } from './release-store.ts';

/** So many contributions are kept in memory before they are written. */
const batch = 200;

/**
 * Prepares a release of a cycle: freezes what it is made of, and makes the parts of what trusts
 * share by name. What everybody is shown is computed from that afterwards; see continueRelease.
 * A release that is prepared and not yet published is not made again.
 * @param by the administrator; null where the service does it by itself.
 * @returns it.
 * @throws Problem "not-found" without such a cycle; "conflict" while it or one of its surveys is
 * running, before its peer groups are fixed, where nobody has a result, and where too few
 * contributors have changed since the release before.
 */
export async function prepareRelease(
  database: Database,
  clock: Clock,
  cycleId: string,
  by: string | null,
): Promise<Release> {
  const now = clock();
  const at = now.toISOString();
  return transact(database, async (transaction) => {
    const cycle = found(await holdCycle(transaction, cycleId));
    const [last] = await releasesOfCycle(transaction, cycleId);
    if (last && last.publishedAt === null) return last;
    if (at <= cycle.closesAt)
      throw new Problem(
        'conflict',
        `${cycle.name} has not closed yet: its last day is ${showDate(cycle.closesAt)}. Prepare its release after that.`,
      );
    const running = await countRunning(transaction, cycleId);
    if (running > 0)
      throw new Problem(
        'conflict',
        `${running === 1 ? 'A survey' : `${running} surveys`} of ${cycle.name} ${running === 1 ? 'is' : 'are'} still being closed. Try again in a few minutes.`,
      );
    const catalogue = await findCatalogue(transaction, cycleId);
    if (!catalogue)
      throw new Problem(
        'conflict',
        `The peer groups of ${cycle.name} are not fixed yet. Try again in a few minutes.`,
      );

    const id = newId();
    const number = (last?.number ?? 0) + 1;
    const { questionnaireVersion } = cycle;
    await insertRelease(transaction, {
      ...{ id, cycleId, number, questionnaireVersion },
      methodVersion: method.version,
      preparedAt: at,
      preparedBy: by,
    });
    const frozen = await freezeInputs(transaction, { id, cycleId, at, day: dateOf(now) });
    if (frozen.organisations.size === 0)
      throw new Problem(
        'conflict',
        `No organisation has a result in ${cycle.name}, so there is nothing to release.`,
      );
    if (last) await expectEnoughChanged(transaction, last, frozen.weighed);

    const boards = boardsOf(catalogue, frozen.shared.keys());
    const parts = boards.map((icb) => {
      const positions: SharedPositions = { trusts: frozen.shared.get(icb) ?? [] };
      return { part: icbPart(icb), content: JSON.stringify(positions) };
    });
    await insertParts(transaction, id, parts);
    // The national one, the summary, and one for each organisation.
    await setParts(transaction, id, 2 + frozen.organisations.size + parts.length);
    await record(transaction, {
      chain: nationalChain,
      at,
      actorId: by,
      act: 'prepare-release',
      subject: { cycle: cycleId, release: id, number },
      after: { organisations: frozen.organisations.size, boards: boards.length },
    });
    return found(await findRelease(transaction, id));
  });
}

async function freezeInputs(
  transaction: Database,
  release: {
    readonly id: string;
    readonly cycleId: string;
    readonly at: string;
    readonly day: string;
  },
) {
  const organisations = new Set<string>();
  const weighed = new Map<string, string>();
  const shared = new Map<string, SharedPositions['trusts'][number][]>();
  let waiting: Contributed[] = [];
  for await (const input of collectInputs(transaction, release.cycleId, release)) {
    if ('icb' in input) {
      shared.set(input.icb, [...(shared.get(input.icb) ?? []), input.trust]);
      continue;
    }
    organisations.add(input.organisation);
    weigh(weighed, input);
    waiting.push(input);
    if (waiting.length < batch) continue;
    await insertContributions(transaction, release.id, waiting);
    waiting = [];
  }
  await insertContributions(transaction, release.id, waiting);
  return { organisations, weighed, shared };
}

async function expectEnoughChanged(
  transaction: Database,
  before: Release,
  now: ReadonlyMap<string, string>,
): Promise<void> {
  const weighed = new Map<string, string>();
  for await (const contributed of contributionsOf(transaction, before.id))
    weigh(weighed, contributed);
  const fewest = method.disclosure.changedContributors;
  if (changedContributors(now, weighed) < fewest)
    throw new Problem(
      'conflict',
      `Fewer than ${fewest} organisations have changed since release ${before.number} of ${before.cycle}. Another release could show what a single one of them changed, so there can be none yet.`,
    );
}
