import { z } from 'zod';
import { isQuestion } from '../../position/agreement.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { stepsOf } from '../agenda/agenda.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { changeRoom, findWorkshop } from '../store.ts';
import { ownership, paces, type Step, together, type Workshop } from '../workshop.ts';
import { minutesAfter } from './timer.ts';

/** A step in a form; empty for the start, where people arrive. */
const step = z
  .string()
  .max(20)
  .transform((text): Step | null => (text === '' ? null : text));
const form = z.strictObject({ step, from: step, _csrf: z.string().optional() });
export type Move = Pick<z.output<typeof form>, 'step' | 'from'>;

/** @throws Problem "invalid" for a form that is not the page's. */
export function readMove(body: unknown): Move {
  const { data } = form.safeParse(body ?? {});
  if (!data) throw new Problem('invalid', 'Go back to the workshop, and choose again where to go.');
  return data;
}

/**
 * Puts another step on the screen, with a new timer for a question. Nothing is changed where the
 * workshop is on that step already.
 * @returns "moved" where somebody else moved on since the page was shown, "left-out" where the
 * agenda no longer has that step, and "ended" where the workshop is not open; nothing is changed.
 */
export async function moveOn(
  database: Database,
  clock: Clock,
  { id }: Pick<Workshop, 'id'>,
  { step, from }: Move,
): Promise<'done' | 'moved' | 'left-out' | 'ended'> {
  return transact(database, async (transaction) => {
    if (step !== null && !stepsOf(await listAgenda(transaction, id)).includes(step))
      return 'left-out';
    const workshop = await findWorkshop(transaction, id);
    if (!workshop || workshop.endedAt !== null) return 'ended';
    if (workshop.step === step) return 'done';
    const timer =
      step !== null && isOwnStep(step) ? minutesAfter(clock(), paces[workshop.pace]) : null;
    const moved = await changeRoom(transaction, id, { step, timer_ends_at: timer }, from);
    if (moved) return 'done';
    // Of two who move on at once to the same step, the second finds it there already.
    const now = await findWorkshop(transaction, id);
    return now?.step === step ? 'done' : 'moved';
  });
}

/** Whether this step is one question by itself. */
export function isOwnStep(step: Step | null): step is Step {
  return step !== null && step !== together && step !== ownership && isQuestion(step);
}
