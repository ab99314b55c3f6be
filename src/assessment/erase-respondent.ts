import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { notFound } from '../shared/problems.ts';
import { holdOpen } from './change-store.ts';
import { deleteRespondent, unlinkInvitations, unlinkRespondent } from './erasure-store.ts';
import { deleteKeptForms } from './kept-form-store.ts';

/**
 * Removed: nothing is left of what they answered. Unlinked: it stays, as part of results that are
 * made already, without their notes and without saying whose it is.
 */
export type Erasure = 'removed' | 'unlinked';

/**
 * Erases a respondent from one assessment: before its survey has closed they are removed, after
 * that the link to the person goes. Their invitation stays, without the person, so that the lead's
 * list does not change.
 * @throws Problem "not-found" when they are erased already.
 */
export async function eraseRespondent(
  database: Database,
  clock: Clock,
  place: { readonly assessmentId: string; readonly respondentId: string },
  personId: string,
): Promise<Erasure> {
  const { assessmentId, respondentId } = place;
  return transact(database, async (transaction) => {
    const open = await holdOpen(transaction, assessmentId);
    const erase = open ? deleteRespondent : unlinkRespondent;
    if (!(await erase(transaction, respondentId))) throw notFound();
    await deleteKeptForms(transaction, respondentId);
    await unlinkInvitations(transaction, assessmentId, personId);
    // By nobody, and of nobody: the audit outlives the link, and who is erased is named beside it.
    await record(transaction, {
      chain: assessmentId,
      at: timestamp(clock),
      actorId: null,
      act: 'erase-respondent',
      subject: {},
    });
    return open ? 'removed' : 'unlinked';
  });
}
