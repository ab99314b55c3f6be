import { deliverDue, type MailParts } from './deliver.ts';

/** Sends the mails that wait in the database, one pass after the other and never two at once. */
export class Mailing {
  readonly #parts: MailParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  /** Whether somebody has asked for a pass since the last one began. */
  #asked = false;

  constructor(parts: MailParts) {
    this.#parts = parts;
  }

  /** Sends what is due without making anybody wait for it; call it after the transaction. */
  soon(): void {
    this.deliver().catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'mails could not be looked for');
    });
  }

  /**
   * Resolves when nothing is due any more, or at once after stop().
   * @throws Error when the database cannot be read or written.
   */
  async deliver(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#asked = true;
    this.#running ??= this.#deliverAll();
    await this.#running;
  }

  /** Begins no other mail; resolves when the one under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.catch(() => {});
  }

  async #deliverAll(): Promise<void> {
    try {
      while (this.#asked) {
        this.#asked = false;
        while (await deliverDue(this.#parts, this.#stopping.signal));
      }
    } finally {
      this.#running = null;
    }
  }
}
