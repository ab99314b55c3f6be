import type { MessageKind } from '../mail/message.ts';
import { enqueue } from '../mail/store.ts';
import { record } from '../people/audit-store.ts';
import type { Clock } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { markReminded } from './running-store.ts';
import { refuseWhenClosed, type Survey } from './survey.ts';
import { listUnfinished, type Unfinished } from './unfinished-store.ts';

/** How long a lead waits between two reminders, in milliseconds. */
const pause = 24 * 60 * 60 * 1000;

/** When a survey's lead can remind again; null when they can now. */
export function nextReminder({ remindedAt }: Pick<Survey, 'remindedAt'>, now: Date): Date | null {
  const next = remindedAt && new Date(Date.parse(remindedAt) + pause);
  return next && next > now ? next : null;
}

/**
 * Reminds everybody who was invited and has not submitted; nothing more where that was done less
 * than a day ago. Nobody is told how many they are, and neither is the audit.
 * @param by the lead who asks for it.
 * @throws Problem "too-late" when the survey is over.
 */
export async function remind(
  database: Database,
  clock: Clock,
  survey: Survey,
  by: string,
): Promise<void> {
  const { assessmentId } = survey;
  const now = clock();
  refuseWhenClosed(survey, now);
  const at = now.toISOString();
  const since = new Date(now.getTime() - pause).toISOString();
  await transact(database, async (transaction) => {
    if (!(await markReminded(transaction, assessmentId, at, since))) return;
    const people = await listUnfinished(transaction, assessmentId);
    await enqueueFor(transaction, 'reminder', assessmentId, people, at);
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'remind',
      subject: { assessment: assessmentId },
    });
  });
}

/** Puts a mail to each of these people in the queue. */
export async function enqueueFor(
  transaction: Database,
  kind: Extract<MessageKind, 'reminder' | 'closing-soon'>,
  assessmentId: string,
  people: readonly Unfinished[],
  now: string,
): Promise<void> {
  const messages = people.map(({ address, invitationId }) => ({
    kind,
    address,
    invitationId,
    assessmentId,
  }));
  await enqueue(transaction, messages, now);
}
