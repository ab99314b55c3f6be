import { setTimeout as wait } from 'node:timers/promises';

export type CheckStatus = 'ok' | 'warning' | 'failing';

/** What is asked, by its name in the answer. */
export type Checks = Readonly<Record<string, () => CheckStatus | Promise<CheckStatus>>>;

/** What a load balancer or a person is told: nothing that an intruder could use. */
export interface Answer {
  readonly status: 'ready' | 'not ready' | 'stopping';
  readonly checks: Readonly<Record<string, CheckStatus>>;
}

/** How long an answer is given again, and how long a check may take, in milliseconds. */
const [keptFor, patience] = [3000, 3000];

/** Whether this process can do its work, asked at most once at a time and every few seconds. */
export class Readiness {
  readonly #checks: Checks;
  readonly #patience: number;
  #stopping = false;
  #asked = Number.NEGATIVE_INFINITY;
  #answer: Promise<Answer> | null = null;
  /** Checks that have not come back yet: they are not begun again. */
  readonly #running = new Map<string, Promise<CheckStatus>>();

  constructor(checks: Checks, checksMayTake = patience) {
    this.#checks = checks;
    this.#patience = checksMayTake;
  }

  /** From now on it is not ready, whatever is asked. */
  stop(): void {
    this.#stopping = true;
  }

  async ask(): Promise<Answer> {
    if (this.#stopping) return { status: 'stopping', checks: {} };
    const now = performance.now();
    if (!this.#answer || now - this.#asked > keptFor) {
      this.#asked = now;
      this.#answer = this.#askAll();
    }
    return this.#answer;
  }

  async #askAll(): Promise<Answer> {
    const entries = await Promise.all(
      Object.keys(this.#checks).map(async (name) => [name, await this.#check(name)] as const),
    );
    const isReady = entries.every(([, status]) => status !== 'failing');
    return { status: isReady ? 'ready' : 'not ready', checks: Object.fromEntries(entries) };
  }

  async #check(name: string): Promise<CheckStatus> {
    const running = this.#running.get(name) ?? this.#begin(name);
    const late = new AbortController();
    const tooLate = wait(this.#patience, 'failing' as const, { ref: false, signal: late.signal });
    try {
      return await Promise.race([running, tooLate.catch(() => 'failing' as const)]);
    } finally {
      late.abort();
    }
  }

  #begin(name: string): Promise<CheckStatus> {
    const running = attempt(this.#checks[name]).finally(() => this.#running.delete(name));
    this.#running.set(name, running);
    return running;
  }
}

/** Why a check fails is nobody's business who asks; what it is about is in the log elsewhere. */
async function attempt(check: Checks[string] | undefined): Promise<CheckStatus> {
  try {
    return (await check?.()) ?? 'failing';
  } catch {
    return 'failing';
  }
}
