import { type Clock, timestamp } from '../shared/clock.ts';
import type { Mail, MailTransport } from './message.ts';

/** A mail and the instant at which it was sent. */
export interface SentMail extends Mail {
  readonly at: string;
}

const most = 200;

/** Keeps the newest 200 mails in memory instead of sending them: in a demonstration, and in tests. */
export class Outbox implements MailTransport {
  readonly #clock: Clock;
  #mails: readonly SentMail[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async send(mail: Mail): Promise<void> {
    this.#mails = [...this.#mails, { ...mail, at: timestamp(this.#clock) }].slice(-most);
  }

  /** From the oldest to the newest. */
  get sent(): readonly SentMail[] {
    return this.#mails;
  }
}
