import { nationalChain, removalOf } from '../people/audit.ts';
import { holdChain, record } from '../people/audit-store.ts';
import { firstBrokenOf } from '../people/verify-audit.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import {
  type CycleContents,
  countContents,
  deleteChain,
  deleteContents,
  findCycleByName,
  holdAssessments,
} from './cycle-removal-store.ts';

/**
 * Removes what is kept of a cycle by organisation: assessments with answers, results, positions,
 * plans, workshops and invitations, and the audit of each as a whole. The cycle and its releases
 * stay, and so do people, their roles in organisations, and what the national chain says of it.
 * @returns how much there was.
 * @throws Problem "not-found" without a cycle of that name, "conflict" while it or one of its
 * surveys is running, a release of it is prepared and not published, or its audit is broken.
 */
export async function removeCycle(
  database: Database,
  clock: Clock,
  name: string,
): Promise<CycleContents> {
  const at = timestamp(clock);
  return transact(database, async (transaction) => {
    const { id } = await removableCycle(transaction, clock, name);
    // Before they are counted: nobody changes anything of them from now on.
    const assessments = await holdAssessments(transaction, id);
    const contents = await countContents(transaction, id);
    await holdChain(transaction, nationalChain);
    const common = { chain: nationalChain, at, actorId: null };
    for (const assessment of assessments) {
      await holdChain(transaction, assessment);
      const broken = await firstBrokenOf(transaction, assessment);
      if (broken !== null)
        throw new Problem(
          'conflict',
          `The audit of ${name} is broken, at line ${broken} of ${assessment}. Find out why first: what is removed cannot be checked any more.`,
        );
      const end = await deleteChain(transaction, assessment, at);
      await record(transaction, { ...common, act: 'remove-chain', subject: removalOf(end) });
    }
    await deleteContents(transaction, id);
    const { assessments: count, lines } = contents;
    const before = { assessments: count, lines };
    await record(transaction, { ...common, act: 'remove-cycle', subject: { cycle: id }, before });
    return contents;
  });
}

/** How much would be removed; the same problems stand in the way. */
export async function contentsOfCycle(
  database: Database,
  clock: Clock,
  name: string,
): Promise<CycleContents> {
  const { id } = await removableCycle(database, clock, name);
  return countContents(database, id);
}

async function removableCycle(database: Database, clock: Clock, name: string) {
  const cycle = await findCycleByName(database, name);
  if (!cycle) throw new Problem('not-found', `No cycle is called ${name}.`);
  if (timestamp(clock) <= cycle.closesAt || cycle.running > 0)
    throw new Problem('conflict', `${name} or one of its surveys is still running.`);
  if (cycle.unpublished > 0)
    throw new Problem(
      'conflict',
      `A release of ${name} is prepared. Publish it or discard it first.`,
    );
  return cycle;
}
