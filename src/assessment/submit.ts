import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { answersOf } from './answer-store.ts';
import type { Place } from './place.ts';
import { type Progress, progressOf } from './progress.ts';
import { refuseWhenEnded } from './save-answers.ts';
import { touchRespondent } from './store.ts';

/**
 * Submits a respondent's answers, which is final for them. They must have chosen a role and
 * answered everything, if only with "I do not know".
 * @returns null when submitted, or what is still missing; nothing is changed then.
 * @throws Problem when already submitted or closed.
 */
export async function submit(
  database: Database,
  clock: Clock,
  place: Place,
): Promise<Progress | null> {
  refuseWhenEnded(place, clock());
  try {
    await transact(database, async (transaction) => {
      // First, because it keeps every other save of this respondent waiting until it is decided.
      if (!(await touchRespondent(transaction, place, { submitted_at: timestamp(clock) })))
        throw new Problem('conflict', 'You have submitted your answers already.');
      const progress = progressOf(place.questionnaire, await answersOf(transaction, place));
      if (!progress.complete || place.role === null) throw new Incomplete(progress);
    });
  } catch (error) {
    if (error instanceof Incomplete) return error.progress;
    throw error;
  }
  return null;
}

/** Undoes a submission that lacks something. */
class Incomplete extends Error {
  readonly progress: Progress;

  constructor(progress: Progress) {
    super('Something is missing');
    this.progress = progress;
  }
}
