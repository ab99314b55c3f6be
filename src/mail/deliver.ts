import type { Logger } from 'pino';
import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { nextAttempt, type Trouble, troubleOf } from './attempt.ts';
import type { Composers, Mail, MailTransport } from './message.ts';
import { type ClaimedMessage, claim, dueMessages, settle } from './store.ts';

/** What mail needs: where it waits, who writes it and what carries it. */
export interface MailParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly composers: Composers;
  readonly transport: MailTransport;
}

/** How many mails to send before looking again at what is most urgent. */
const mostInOnePass = 20;

/** A server that claimed a mail and has not settled it for so long, in ms, is taken for dead. */
const claimLasts = 5 * 60_000;

/**
 * Sends what is due, one mail after the other, beside other servers that may be doing the same. A
 * mail is claimed before it is sent and settled after it, so that a server that dies in between
 * delays it, and at worst sends it twice, but never loses it.
 * @returns whether more may be due.
 */
export async function deliverDue(parts: MailParts, stopping: AbortSignal): Promise<boolean> {
  const { database, clock } = parts;
  const due = await dueMessages(database, timestamp(clock), mostInOnePass);
  for (const id of due) {
    if (stopping.aborted) return false;
    const now = clock();
    const until = new Date(now.getTime() + claimLasts).toISOString();
    const message = await claim(database, id, now.toISOString(), until);
    if (message) await deliver(parts, message);
  }
  return due.length === mostInOnePass;
}

async function deliver(parts: MailParts, message: ClaimedMessage): Promise<void> {
  const { database, clock, log, composers, transport } = parts;
  const { id, kind, address } = message;
  let mail: Omit<Mail, 'to'> | null;
  try {
    mail = await composers[kind](database, message, clock());
  } catch {
    // Not with the error: it may hold whatever the words were made of.
    log.error({ message: id, kind }, 'a mail could not be written');
    return tryAgain(parts, message, 'ours');
  }
  if (!mail) return settle(database, message, { due_at: null });
  try {
    await transport.send({ ...mail, to: address });
  } catch (error) {
    const trouble = troubleOf(error);
    // Only codes: what a mail server answers repeats the address.
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    log.warn({ message: id, kind, trouble, code, responseCode }, 'a mail was not accepted');
    return tryAgain(parts, message, trouble);
  }
  await settle(database, message, { due_at: null, sent_at: timestamp(clock) });
}

async function tryAgain(
  { database, clock }: MailParts,
  message: ClaimedMessage,
  trouble: Trouble,
): Promise<void> {
  const now = clock();
  const next = nextAttempt(trouble, message.attempts, now);
  await settle(
    database,
    message,
    next
      ? { due_at: next.toISOString(), put_off_at: now.toISOString() }
      : { due_at: null, failed_at: now.toISOString() },
  );
}
