import type { SheddingConfig } from '../config/operations.ts';
import type { Lag } from './lag.ts';

/** What is refused first, and what last. */
export type Kind = 'read' | 'save';

/** By how much more than for pages work may wait before saves are refused. */
const patienceForSaves = 8;

/** How much this process has to do, and what it therefore refuses. */
export class Load {
  readonly #limits: SheddingConfig;
  readonly #lag: Lag;
  readonly #streams: () => number;
  #underWay = 0;

  /** @param streams how many requests are open that want nothing: open streams of events. */
  constructor(limits: SheddingConfig, lag: Lag, streams: () => number) {
    this.#limits = limits;
    this.#lag = lag;
    this.#streams = streams;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(): void {
    this.#underWay -= 1;
  }

  /** Requests that are being answered. */
  get underWay(): number {
    return this.#underWay - this.#streams();
  }

  refuses(kind: Kind): boolean {
    const { lag, reads, saves } = this.#limits;
    return kind === 'read'
      ? this.#lag.lasting > lag || this.underWay >= reads
      : this.#lag.lasting > lag * patienceForSaves || this.underWay >= saves;
  }

  /** Whether there is more to do than should be: only pages are refused, or saves as well. */
  get status(): 'ok' | 'warning' | 'failing' {
    if (this.refuses('save')) return 'failing';
    return this.refuses('read') ? 'warning' : 'ok';
  }
}
