import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { insertAppointment } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';
import { type Invitation, isOpen, type Purpose } from './invitation.ts';
import { markAccepted } from './invitation-store.ts';
import { findByEmail, findOrInsertPerson } from './person-store.ts';
import { deleteSessionsOf } from './store.ts';

/**
 * Gives the person what their invitation is for, in the transaction that uses it up.
 * @returns where they go next.
 */
export type TakeUp = (
  transaction: Database,
  invitation: Invitation,
  personId: string,
  now: string,
) => Promise<string>;

/** Who accepted, and where they go next. */
export interface Accepted {
  readonly personId: string;
  /** Whether the invitation made them known here: there is nothing of theirs yet to protect. */
  readonly isNew: boolean;
  readonly next: string;
}

/**
 * Uses an invitation up: the person with its address, made if there is none, gets what it is for.
 * The caller has seen that whoever asks knows the link and the address it is bound to.
 * @returns null when it was used, withdrawn or has expired in the meantime, or its person may not
 * use the service any more; nothing is changed then.
 */
export async function accept(
  database: Database,
  clock: Clock,
  invitation: Invitation,
  name: string,
  takeUp: TakeUp,
): Promise<Accepted | null> {
  const { email } = invitation;
  if (!isOpen(invitation, clock()) || email === null) return null;
  const now = timestamp(clock);
  try {
    return await transact(database, async (transaction) => {
      const isNew = !(await findByEmail(transaction, email));
      const person = await findOrInsertPerson(transaction, { email, name, now });
      if (person.disabledAt) throw new CannotAccept();
      if (!(await markAccepted(transaction, invitation.id, { personId: person.id, at: now })))
        throw new CannotAccept();
      await record(transaction, {
        chain: invitation.assessmentId ?? nationalChain,
        at: now,
        actorId: person.id,
        act: invitation.purpose === 'respondent' ? 'accept-invitation' : 'accept-appointment',
        subject: { invitation: invitation.id },
        ...(invitation.purpose === 'respondent'
          ? {}
          : {
              after: {
                role: invitation.purpose,
                organisation: invitation.organisation?.code ?? null,
              },
            }),
      });
      return {
        personId: person.id,
        isNew,
        next: await takeUp(transaction, invitation, person.id, now),
      };
    });
  } catch (error) {
    if (error instanceof CannotAccept) return null;
    throw error;
  }
}

/** What taking up means, by what an invitation is for. */
export type TakeUps = Readonly<Record<Purpose, TakeUp>>;

/** @param takePlace how an invitation to answer is taken up. */
export function takeUpsWith(takePlace: TakeUp): TakeUps {
  return {
    respondent: takePlace,
    'assessment-lead': takeRole('assessment-lead', '/assessments'),
    signatory: takeRole('signatory', '/assessments'),
    facilitator: takeRole('facilitator', '/assessments'),
    'icb-analyst': takeRole('icb-analyst', (board) => `/icbs/${board}`),
    'national-administrator': takeRole('national-administrator', '/administration'),
  };
}

/** Undoes what was begun. */
class CannotAccept extends Error {}

/**
 * Takes up a role: whoever accepts is appointed from now on.
 * @param next where they go next; for a role whose first page is its organisation's, how that
 * follows from the code of it.
 */
export function takeRole(
  role: Exclude<Purpose, 'respondent'>,
  next: string | ((organisation: string) => string),
): TakeUp {
  return async (transaction, { organisation, assessmentId }, personId, now) => {
    const organisationCode = assessmentId ? null : (organisation?.code ?? null);
    const appointment = { personId, role, organisationCode, assessmentId };
    await insertAppointment(transaction, appointment, now);
    // No session goes on under the id that it had with fewer roles.
    await deleteSessionsOf(transaction, personId);
    return typeof next === 'string' ? next : next(organisation?.code ?? '');
  };
}
