import type { Database } from '../shared/database.ts';

/** A plain text mail, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What carries mail: a mail server, or the outbox of a demonstration. */
export interface MailTransport {
  /** @throws Error when it was not accepted; `responseCode` 500 and above means it never will be. */
  send(mail: Mail): Promise<void>;
}

export type MessageKind =
  | 'sign-in'
  | 'invitation'
  | 'reminder'
  | 'closing-soon'
  | 'results'
  | 'sign-off-asked'
  | 'position-returned'
  | 'signed-off';

/**
 * A mail that is wanted. It names what it is about and nothing more: the words, and any secret
 * link in them, are made when it is sent, so that no secret waits in the database.
 */
export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly address: string;
  readonly invitationId: string | null;
  readonly assessmentId: string | null;
  /** A path of this service to lead to. */
  readonly returnTo: string | null;
}

/** Writes a mail at the moment of sending; null where it is no longer wanted. */
export type Composer = (
  database: Database,
  message: Message,
  now: Date,
) => Promise<Omit<Mail, 'to'> | null>;

export type Composers = Readonly<Record<MessageKind, Composer>>;
