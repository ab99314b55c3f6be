import { isQuestion } from '../../position/agreement.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { newRandomId } from '../../shared/ids.ts';
import { changeRoom } from '../store.ts';
import { ownership, type Step, together } from '../workshop.ts';
import { holdRoom } from './room-store.ts';
import { insertRound, roundOf } from './round-store.ts';

/**
 * Opens a silent vote on the question that is on the screen, for everybody in the room; a further
 * one for those of them who took part in the first vote on it.
 * @param number which vote on this question: the next one, so that asking twice opens one.
 * @returns "nobody" where nobody is there to vote; "moved" where that question is not on the
 * screen any more, or that vote was opened already; nothing changed in either case.
 */
export async function openRound(
  database: Database,
  clock: Clock,
  workshopId: string,
  { item, number }: { readonly item: Step; readonly number: number },
): Promise<'opened' | 'nobody' | 'moved'> {
  return transact(database, async (transaction) => {
    const room = await holdRoom(transaction, workshopId);
    if (room?.step !== item || !hasVotes(item)) return 'moved';
    const last = await roundOf(transaction, workshopId, item);
    const next = (last?.number ?? 0) + 1;
    if (number !== next || last?.revealedAt === null) return 'moved';
    const round = { id: newRandomId(), workshopId, item, number, openedAt: timestamp(clock) };
    if ((await insertRound(transaction, round)) === 0) return 'nobody';
    await changeRoom(transaction, workshopId, {});
    return 'opened';
  });
}

function hasVotes(step: Step): boolean {
  return step !== together && step !== ownership && isQuestion(step);
}
