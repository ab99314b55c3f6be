import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { PostgresLink } from './postgres-link.ts';
import type { Together } from './together.ts';

/** After how many milliseconds to connect again: longer and longer while it does not work. */
const [soonest, latest] = [200, 10_000];

/** @throws Error when the server cannot be reached now. */
export async function joinOnPostgres(url: string, log: Logger): Promise<Together> {
  const together = new PostgresTogether(url, log);
  await together.join();
  return together;
}

/**
 * Processes that know of each other by one connection each, which is made again when it is lost.
 * With a connection the server lets go of its locks; so a process that lost its own may for a
 * while do what another one has begun, and whatever is done alone has to bear that.
 */
class PostgresTogether implements Together {
  readonly #url: string;
  readonly #log: Logger;
  readonly #leaving = new AbortController();
  #link: PostgresLink | null = null;
  #staying: Promise<void> | null = null;
  #heard: (id: string) => void = () => {};
  readonly #untold = new Set<string>();
  #telling: Promise<void> | null = null;

  constructor(url: string, log: Logger) {
    this.#url = url;
    this.#log = log;
  }

  async join(): Promise<void> {
    this.#link = await this.#open();
    this.#staying = this.#stay();
  }

  async alone(name: string, work: () => Promise<unknown>): Promise<boolean> {
    const link = this.#link;
    if (!(await link?.lock(name))) return false;
    try {
      await work();
      return true;
    } finally {
      // Where the connection was lost, nothing is held any more.
      await link?.unlock(name).catch(() => {});
    }
  }

  hint(id: string): void {
    this.#untold.add(id);
    this.#telling ??= this.#tell();
  }

  onHint(heard: (id: string) => void): void {
    this.#heard = heard;
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#telling;
    this.#link?.close();
    await this.#staying;
  }

  #open(): Promise<PostgresLink> {
    return PostgresLink.open(this.#url, (id) => this.#heard(id));
  }

  /** All that comes while something is told is told at once. */
  async #tell(): Promise<void> {
    while (this.#untold.size > 0) {
      const ids = [...this.#untold];
      this.#untold.clear();
      // Who is told nothing finds out without it.
      await this.#link?.tell(ids).catch(() => {});
    }
    this.#telling = null;
  }

  async #stay(): Promise<void> {
    while (this.#link) {
      await this.#link.ended;
      this.#link = null;
      if (this.#leaving.signal.aborted) return;
      this.#log.warn('the connection to the other processes is lost');
      this.#link = await this.#openAgain();
    }
  }

  /** Null when it is not needed any more. */
  async #openAgain(): Promise<PostgresLink | null> {
    const { signal } = this.#leaving;
    for (let pause = soonest; ; pause = Math.min(2 * pause, latest)) {
      // Not all processes at the same time: they lost it together.
      await wait(pause * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return null;
      const link = await this.#open().catch(() => null);
      if (link && signal.aborted) link.close();
      if (link) return link;
    }
  }
}
