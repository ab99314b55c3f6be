import { record } from '../people/audit-store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { notFound } from '../shared/problems.ts';
import type { Survey } from '../survey/survey.ts';
import { whileRunning } from './act.ts';
import { newCode } from './join-code.ts';
import { endRunningCode, findRunningCode, hasCode, insertJoinCode } from './join-code-store.ts';

/**
 * Makes a join code, unless one is running: two at once would be a room with two codes.
 * @param wanted how many addresses may join, and for how many hours, at most until the survey ends.
 * @returns whether it was made.
 * @throws Problem "too-late" when the survey is over.
 */
export function openJoinCode(
  database: Database,
  clock: Clock,
  survey: Survey,
  wanted: { readonly places: number; readonly hours: number },
  by: string,
): Promise<boolean> {
  return whileRunning(database, clock, survey, async (transaction, now) => {
    const { assessmentId } = survey;
    const at = now.toISOString();
    if (await findRunningCode(transaction, assessmentId, at)) return false;
    const lasts = new Date(now.getTime() + wanted.hours * 60 * 60_000).toISOString();
    const id = newId();
    const expiresAt = lasts < survey.closesAt ? lasts : survey.closesAt;
    await insertJoinCode(
      transaction,
      {
        id,
        assessmentId,
        code: newCode(),
        places: wanted.places,
        expiresAt,
      },
      at,
    );
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'create-join-code',
      subject: { code: id, places: wanted.places, hours: wanted.hours },
      after: { places: wanted.places, expiresAt },
    });
    return true;
  });
}

/**
 * Ends a join code of this survey; one that has ended already stays as it is.
 * @throws Problem "not-found" when the survey has no such code.
 */
export async function endJoinCode(
  database: Database,
  clock: Clock,
  { assessmentId }: Survey,
  id: string,
  by: string,
): Promise<void> {
  await transact(database, async (transaction) => {
    const at = clock().toISOString();
    if (!(await endRunningCode(transaction, { id, assessmentId }, at))) {
      if (!(await hasCode(transaction, { id, assessmentId }))) throw notFound();
      return;
    }
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'end-join-code',
      subject: { code: id },
      before: { running: true },
      after: { running: false },
    });
  });
}
