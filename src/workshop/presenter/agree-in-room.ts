import type { NewAgreement } from '../../position/agreement.ts';
import { isRecorded, recordAgreements } from '../../position/record-agreement.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { partOf } from '../agenda/agenda.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { changeRoom } from '../store.ts';
import { isOpen, ownership, type Step, together, type Workshop } from '../workshop.ts';
import { isOwnStep, moveOn } from './move-on.ts';

/** What a room agreed, and on which step. */
export interface AgreedInRoom {
  /** What has to be on the screen still. */
  readonly step: Step;
  /**
   * A step to come back from to that one: where somebody moved on before this was saved; left out
   * where the form was sent from the step that is on.
   */
  readonly backFrom?: Step | null;
  readonly agreements: readonly NewAgreement[];
}

/**
 * Records what a room agreed, all of it or nothing, and has every page show it.
 * @returns "moved" where the workshop is on another step by now, or the item is no longer dealt
 * with in this one; nothing is recorded.
 * @throws Problem "too-late" when the workshop has ended, AgreementConflict when something else was
 * recorded since the page was shown, "conflict" when the position is signed off.
 */
export async function agreeInRoom(
  database: Database,
  clock: Clock,
  workshop: Workshop,
  { step, backFrom = step, agreements }: AgreedInRoom,
  by: string,
): Promise<'done' | 'moved'> {
  refuseUnlessOpen(workshop);
  return transact(database, async (transaction) => {
    if (backFrom !== step) await moveOn(transaction, clock, workshop, { step, from: backFrom });
    // Keeps whoever moves on or ends the workshop waiting until this is recorded.
    if (!(await changeRoom(transaction, workshop.id, {}, step))) {
      // A form that is sent twice may come for the second time when all have moved on.
      const again = await isRecorded(transaction, workshop.assessmentId, agreements);
      return again ? 'done' : 'moved';
    }
    const agenda = await listAgenda(transaction, workshop.id);
    const here = new Set(
      agenda.filter((item) => isDealtWithOn(step, item)).map(({ item }) => item),
    );
    if (!agreements.every(({ item }) => here.has(item))) return 'moved';
    await recordAgreements(transaction, clock, workshop.assessmentId, agreements, by);
    return 'done';
  });
}

function isDealtWithOn(step: Step, item: Parameters<typeof partOf>[0]): boolean {
  const part = partOf(item);
  if (isOwnStep(step)) return part === 'questions' && item.item === step;
  return part === (step === together ? 'together' : step === ownership ? 'ownership' : null);
}

/** @throws Problem "too-late" when a workshop has ended, or has not begun. */
export function refuseUnlessOpen(workshop: Workshop): void {
  if (isOpen(workshop)) return;
  throw new Problem(
    'too-late',
    workshop.endedAt
      ? 'This workshop has ended. What it left open can be agreed at the desk, or in the next one.'
      : 'This workshop has not been started yet.',
  );
}
