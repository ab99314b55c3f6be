import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import type { Pace } from '../workshop.ts';
import type { AgendaItem } from './agenda.ts';
import { listAgenda, replaceAgenda } from './agenda-store.ts';
import { holdPreparation } from './prepare-store.ts';

/**
 * Changes the agenda of a workshop, also while it is held.
 * @param change the agenda that is to follow this one, from agenda-change.ts.
 * @throws Problem "conflict" when the workshop has ended.
 */
export async function changeAgenda(
  database: Database,
  workshopId: string,
  change: (agenda: readonly AgendaItem[]) => readonly AgendaItem[],
): Promise<void> {
  await transact(database, async (transaction) => {
    if (!(await holdPreparation(transaction, workshopId))) throw hasEnded();
    const agenda = await listAgenda(transaction, workshopId);
    await replaceAgenda(transaction, workshopId, change(agenda));
  });
}

/**
 * Changes how fast a workshop goes, and how long it may last.
 * @throws Problem "conflict" when the workshop has ended.
 */
export async function changeTiming(
  database: Database,
  workshopId: string,
  timing: { readonly pace: Pace; readonly minutes: number },
): Promise<void> {
  if (!(await holdPreparation(database, workshopId, timing))) throw hasEnded();
}

function hasEnded(): Problem {
  return new Problem(
    'conflict',
    'This workshop has ended, so its agenda stays as it was. What was left can go on the agenda of the next one.',
  );
}
