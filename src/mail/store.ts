import type { Selectable } from 'kysely';
import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import type { Schema } from '../shared/schema.ts';
import type { Message, MessageKind } from './message.ts';

export type WantedMessage = Pick<Message, 'kind' | 'address'> &
  Partial<Pick<Message, 'invitationId' | 'assessmentId' | 'returnTo'>>;

/** How many rows are written, or ids asked for, at once. */
const batch = 500;

/** Puts mails in the queue, in the transaction of the act that wants them. */
export async function enqueue(
  database: Database,
  messages: readonly WantedMessage[],
  now: string,
): Promise<void> {
  const rows = messages.map((message) => ({
    id: newId(),
    kind: message.kind,
    address: message.address,
    invitation_id: message.invitationId ?? null,
    assessment_id: message.assessmentId ?? null,
    return_to: message.returnTo ?? null,
    created_at: now,
    due_at: now,
  }));
  for (let from = 0; from < rows.length; from += batch)
    await database
      .insertInto('message')
      .values(rows.slice(from, from + batch))
      .execute();
}

/** How many mails of a kind this address was given since then. */
export async function countSince(
  database: Database,
  kind: MessageKind,
  address: string,
  since: string,
): Promise<number> {
  const { count } = await database
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('kind', '=', kind)
    .where('address', '=', address)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A message that this server alone is about to send. */
export interface ClaimedMessage extends Message {
  /** Which attempt this is: 1 for the first. */
  readonly attempts: number;
}

/** The ids of messages that are due, those first for which somebody sits and waits. */
export async function dueMessages(
  database: Database,
  now: string,
  most: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('message')
    .select('id')
    .where('due_at', '<=', now)
    .orderBy(({ eb }) => eb.case().when('kind', '=', 'sign-in').then(0).else(1).end())
    .orderBy('due_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Takes a message that is due, counts the attempt, and makes it due again later in case nothing
 * more is heard of it; undefined when another server was faster.
 */
export async function claim(
  database: Database,
  id: string,
  now: string,
  until: string,
): Promise<ClaimedMessage | undefined> {
  const row = await database
    .updateTable('message')
    .set(({ eb }) => ({ due_at: until, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .returning(['kind', 'address', 'invitation_id', 'assessment_id', 'return_to', 'attempts'])
    .executeTakeFirst();
  return (
    row && {
      id,
      kind: row.kind as MessageKind,
      address: row.address,
      invitationId: row.invitation_id,
      assessmentId: row.assessment_id,
      returnTo: row.return_to,
      attempts: row.attempts,
    }
  );
}

/** What became of an attempt: sent, given up, due again, or no longer wanted (only due_at null). */
export interface Outcome {
  readonly due_at: string | null;
  readonly put_off_at?: string;
  readonly sent_at?: string;
  readonly failed_at?: string;
}

/** Notes what became of an attempt, unless a later one has begun in the meantime. */
export async function settle(
  database: Database,
  { id, attempts }: ClaimedMessage,
  outcome: Outcome,
): Promise<void> {
  await database
    .updateTable('message')
    .set(outcome)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .execute();
}

/** Waiting for its first attempt, for another one, accepted by a mail server, or given up. */
export type SendingState = 'waiting' | 'retrying' | 'sent' | 'failed';

/**
 * How far the newest mail of each invitation is. One without a mail, with one that is no longer
 * wanted, or with one that was forgotten has no entry.
 */
export async function sendingStates(
  database: Database,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, SendingState>> {
  const newest = new Map<string, SendingState | null>();
  for (let from = 0; from < invitationIds.length; from += batch) {
    const rows = await database
      .selectFrom('message')
      .select(['invitation_id', 'due_at', 'put_off_at', 'sent_at', 'failed_at'])
      .where('kind', '=', 'invitation')
      .where('invitation_id', 'in', invitationIds.slice(from, from + batch))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    for (const row of rows) newest.set(row.invitation_id as string, stateOf(row));
  }
  return new Map([...newest].flatMap(([id, state]) => (state ? [[id, state] as const] : [])));
}

function stateOf(
  row: Pick<Selectable<Schema['message']>, 'due_at' | 'put_off_at' | 'sent_at' | 'failed_at'>,
): SendingState | null {
  if (row.sent_at) return 'sent';
  if (row.failed_at) return 'failed';
  if (!row.due_at) return null;
  return row.put_off_at ? 'retrying' : 'waiting';
}

/** Forgets messages made before an instant that wait for nothing any more. */
export async function forgetOldMessages(database: Database, before: string): Promise<void> {
  await database
    .deleteFrom('message')
    .where('due_at', 'is', null)
    .where('created_at', '<', before)
    .execute();
}
