import { nationalChain } from '../people/audit.ts';
import { record } from '../people/audit-store.ts';
import { type Clock, dateOf } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found, Problem } from '../shared/problems.ts';
import { problemWithReleaseDay } from './cycle.ts';
import { findCycle, setReleaseDay } from './store.ts';

/**
 * Sets the day on which a cycle is released by itself, or that an administrator releases it. The
 * day it has already is not looked at again.
 * @param releasesOn such as "2027-05-01"; null for an administrator.
 * @param by the administrator who sets it.
 * @returns what keeps it from being set; null when it is.
 * @throws Problem "not-found" without such a cycle, "conflict" when it was released.
 */
export async function changeReleaseDay(
  database: Database,
  clock: Clock,
  cycleId: string,
  releasesOn: string | null,
  by: string,
): Promise<string | null> {
  return transact(database, async (transaction) => {
    const cycle = found(await findCycle(transaction, cycleId));
    if (cycle.releasesOn === releasesOn) return null;
    const lastDay = dateOf(new Date(cycle.closesAt));
    const now = clock();
    const problem = problemWithReleaseDay(releasesOn, lastDay, now);
    if (problem) return problem;
    if (!(await setReleaseDay(transaction, cycleId, releasesOn)))
      throw new Problem(
        'conflict',
        `${cycle.name} has been released already, so it is not released by itself any more.`,
      );
    await record(transaction, {
      chain: nationalChain,
      at: now.toISOString(),
      actorId: by,
      act: 'change-release-day',
      subject: { cycle: cycleId, ...(releasesOn && { on: releasesOn }) },
      before: { releasesOn: cycle.releasesOn },
      after: { releasesOn },
    });
    return null;
  });
}
