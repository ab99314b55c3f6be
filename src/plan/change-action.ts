import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import type { Survey } from '../survey/survey.ts';
import { type Action, type ActionChange, ActionConflict, detailsOf } from './action.ts';
import { findAction, updateAction } from './store.ts';

/**
 * Changes an action of the plan. What it says already is no change, so that the same form may be
 * sent twice.
 * @param survey the assessment in whose plan it is changed; the action may be of an earlier one.
 * @param by who changes it.
 * @throws ActionConflict when somebody else changed it since the form was opened.
 */
export async function changeAction(
  database: Database,
  clock: Clock,
  survey: Survey,
  id: string,
  change: ActionChange,
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    const before = found(await findAction(transaction, survey, id));
    if (isSame(before, change)) return;
    if (!(await updateAction(transaction, id, change, at)))
      throw new ActionConflict(found(await findAction(transaction, survey, id)));
    await record(transaction, {
      chain: before.assessmentId,
      at,
      actorId: by,
      act: 'change-action',
      subject: {
        assessment: before.assessmentId,
        action: id,
        version: change.basedOn + 1,
        status: change.status,
      },
      before: detailsOf(before),
      after: detailsOf(change),
    });
  });
}

function isSame(stored: Action, change: ActionChange): boolean {
  const fields = ['title', 'owner', 'dueOn', 'item', 'statement', 'status'] as const;
  return fields.every((field) => stored[field] === change[field]);
}
