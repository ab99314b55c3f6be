import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { detailsOf, type NewAction } from './action.ts';
import { insertAction, listActions } from './store.ts';

/**
 * Adds an action to the plan. The same form sent twice adds one; a form that was gone back to and
 * says something else by now adds another.
 * @param by who adds it.
 */
export async function addAction(
  database: Database,
  clock: Clock,
  assessmentId: string,
  action: NewAction,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    const insert = (one: NewAction) => insertAction(transaction, assessmentId, one, { at, by });
    let { id } = action;
    if (!(await insert(action))) {
      const all = await listActions(transaction, assessmentId);
      const stored = all.find((one) => one.id === id);
      if (stored && isSame(stored, action)) return;
      id = newId();
      await insert({ ...action, id });
    }
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'add-action',
      subject: {
        assessment: assessmentId,
        action: id,
        ...(action.workshopId ? { workshop: action.workshopId } : {}),
      },
      after: detailsOf({ ...action, status: 'not-started' }),
    });
  });
}

function isSame(one: NewAction, other: NewAction): boolean {
  const fields = ['title', 'owner', 'dueOn', 'item', 'statement', 'workshopId'] as const;
  return fields.every((field) => one[field] === other[field]);
}
