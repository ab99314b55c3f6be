import { nationalChain } from '../people/audit.ts';
import { holdChain, record } from '../people/audit-store.ts';
import { latestVersion } from '../questionnaire/versions.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import type { FormError } from '../shared/forms.ts';
import { newId } from '../shared/ids.ts';
import { instantsBetween, isSame, problemsWith, type WantedCycle } from './cycle.ts';
import { insertCycle, listCycles } from './store.ts';

/**
 * Opens a cycle with the latest version of the questionnaire. A cycle that is there already, with
 * the same name and days, is not made again: so a form that is sent twice is answered alike.
 * @param by the administrator who opens it.
 * @returns what keeps it from being opened; empty when it is there.
 */
export async function openCycle(
  database: Database,
  clock: Clock,
  wanted: WantedCycle,
  by: string,
): Promise<readonly FormError[]> {
  const now = clock();
  const id = newId();
  return transact(database, async (transaction) => {
    // First, since it keeps everybody waiting who opens another cycle at the same time.
    await holdChain(transaction, nationalChain);
    const others = await listCycles(transaction);
    if (others.some((other) => isSame(other, wanted))) return [];
    const problems = problemsWith(wanted, others, now);
    if (problems.length > 0) return problems;
    const { name, releasesOn } = wanted;
    const scheduled = {
      questionnaireVersion: latestVersion,
      releasesOn,
      ...instantsBetween(wanted),
    };
    await insertCycle(transaction, { id, name, ...scheduled });
    await record(transaction, {
      chain: nationalChain,
      at: now.toISOString(),
      actorId: by,
      act: 'open-cycle',
      subject: { cycle: id },
      after: scheduled,
    });
    return [];
  });
}
