import pino from 'pino';
import { Mailing } from '../../src/mail/mailing.ts';
import type { Composer, Composers, Mail, MailTransport } from '../../src/mail/message.ts';
import { enqueue, type WantedMessage } from '../../src/mail/store.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { today } from '../support/service.ts';

export const address = 'somebody@hill.example';

/** A mailing on a real database, with a clock, a log and a mail server of the test's. */
export interface PostOffice {
  readonly mailing: Mailing;
  /** What the mail server accepted. */
  readonly sent: Mail[];
  readonly logged: string[];
  /** Lets time pass, in minutes. */
  wait(minutes: number): void;
  moveTo(instant: Date): void;
  now(): string;
  /** Puts mails in the queue. */
  want(...messages: Partial<WantedMessage>[]): Promise<void>;
}

const everyKind = (composer: Composer): Composers => ({
  'sign-in': composer,
  invitation: composer,
  reminder: composer,
  'closing-soon': composer,
  results: composer,
  'sign-off-asked': composer,
  'position-returned': composer,
  'signed-off': composer,
});

const plainly: Composer = async (_database, { kind }) => ({ subject: kind, text: `About ${kind}` });

export function openPostOffice(
  database: Database,
  { transport, composer = plainly }: { transport?: MailTransport; composer?: Composer } = {},
): PostOffice {
  let now = today;
  const sent: Mail[] = [];
  const logged: string[] = [];
  const mailing = new Mailing({
    database,
    clock: () => now,
    log: pino({}, { write: (line) => void logged.push(line) }),
    composers: everyKind(composer),
    transport: {
      send: async (mail) => {
        await transport?.send(mail);
        sent.push(mail);
      },
    },
  });
  return {
    mailing,
    sent,
    logged,
    wait: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    moveTo: (instant) => {
      now = instant;
    },
    now: () => now.toISOString(),
    want: (...messages) =>
      enqueue(
        database,
        messages.map((message) => ({ kind: 'reminder', address, ...message })),
        now.toISOString(),
      ),
  };
}

/** The queue as it stands, oldest first. */
export function messages(database: Database) {
  return database.selectFrom('message').selectAll().orderBy('id').execute();
}

/** An invitation that mails can be about; gives back its id. */
export async function insertInvitation(database: Database): Promise<string> {
  const id = newId();
  const at = today.toISOString();
  await database
    .insertInto('invitation')
    .values({
      id,
      purpose: 'facilitator',
      scope: id,
      email: address,
      created_at: at,
      expires_at: at,
    })
    .execute();
  return id;
}

/** What a mail server says when it does not accept a mail. */
export function refusal(values: {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}): Error {
  const answer = `${values.responseCode ?? ''} no thank you <${address}>`;
  return Object.assign(new Error(`Recipient ${address}: ${answer}`), { ...values, answer });
}
