import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { answersOf } from './answer-store.ts';
import { holdOpen, touchRespondent } from './change-store.ts';
import { refusal, refuseWhenEnded } from './ended.ts';
import { deleteKeptForms } from './kept-form-store.ts';
import type { Place } from './place.ts';
import { type Progress, progressOf } from './progress.ts';

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
  const { assessmentId, respondentId } = place;
  const now = timestamp(clock);
  try {
    await transact(database, async (transaction) => {
      // First, because it keeps the closing of the survey, and then every other save of this
      // respondent, waiting until it is decided: who was told "submitted" is counted.
      const open =
        (await holdOpen(transaction, assessmentId)) &&
        (await touchRespondent(transaction, place, { submitted_at: now }));
      if (!open) throw await refusal(transaction, place);
      const progress = progressOf(place.questionnaire, await answersOf(transaction, place));
      if (!progress.complete || place.role === null) throw new Incomplete(progress);
      await deleteKeptForms(transaction, respondentId);
      // By nobody: whose answers they are is said by the respondent alone, so that it can go.
      await record(transaction, {
        chain: assessmentId,
        at: now,
        actorId: null,
        act: 'submit',
        subject: { respondent: respondentId },
      });
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
