import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { changeRoom, findWorkshop } from '../store.ts';
import { paces, type Workshop } from '../workshop.ts';

/** Minutes by which a timer is lengthened. */
export const moreMinutes = 5;

const form = z.strictObject({
  act: z.enum(['start', 'add', 'stop']),
  /** When the timer ended that the page showed; empty where it showed none. */
  ends: z.string().max(40),
  _csrf: z.string().optional(),
});
export type TimerChange = Pick<z.output<typeof form>, 'act' | 'ends'>;

/** @throws Problem "invalid" for a form that is not the page's. */
export function readTimerChange(body: unknown): TimerChange {
  const { data } = form.safeParse(body ?? {});
  if (!data) throw new Problem('invalid', 'Go back to the workshop, and try again.');
  return data;
}

/** The instant so many minutes later, as it is stored. */
export function minutesAfter(instant: Date, minutes: number): string {
  return new Date(instant.getTime() + minutes * 60_000).toISOString();
}

/**
 * Starts, lengthens or stops the timer, unless somebody did so since the page was shown: sending
 * the same form twice lengthens it once. Nothing is changed where the workshop is not open.
 */
export async function changeTimer(
  database: Database,
  clock: Clock,
  { id }: Pick<Workshop, 'id'>,
  { act, ends }: TimerChange,
): Promise<void> {
  const now = clock();
  await transact(database, async (transaction) => {
    // First, so that two who change it at once do so one after the other.
    if (!(await changeRoom(transaction, id, {}))) return;
    const workshop = await findWorkshop(transaction, id);
    if (!workshop || (workshop.timerEndsAt ?? '') !== ends) return;
    await changeRoom(transaction, id, { timer_ends_at: timerAfter(workshop, act, now) });
  });
}

function timerAfter(
  { pace, timerEndsAt }: Workshop,
  act: TimerChange['act'],
  now: Date,
): string | null {
  if (act === 'stop') return null;
  if (act === 'start') return minutesAfter(now, paces[pace]);
  const ends =
    timerEndsAt === null ? now : new Date(Math.max(now.getTime(), Date.parse(timerEndsAt)));
  return minutesAfter(ends, moreMinutes);
}
