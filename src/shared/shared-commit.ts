import type BetterSqlite3 from 'better-sqlite3';

interface Waiting {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Lets transactions that are ready in the same turn of the event loop share one commit, and so
 * one wait for the disk. Each runs alone inside a savepoint, fails alone, and is acknowledged
 * only after the common commit is durable.
 */
export class SharedCommit {
  readonly #database: BetterSqlite3.Database;
  /** Who waits to begin: transactions run one after the other, in order of arrival. */
  readonly #queue: (() => void)[] = [];
  #running = false;
  /** Transactions that have run and wait for the common commit. */
  #finished: Waiting[] = [];
  #scheduled = false;

  readonly #begin: BetterSqlite3.Statement;
  readonly #savepoint: BetterSqlite3.Statement;
  readonly #release: BetterSqlite3.Statement;
  readonly #commit: BetterSqlite3.Statement;

  constructor(database: BetterSqlite3.Database) {
    this.#database = database;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#savepoint = database.prepare('SAVEPOINT act');
    this.#release = database.prepare('RELEASE act');
    this.#commit = database.prepare('COMMIT');
  }

  async begin(): Promise<void> {
    if (this.#running) await new Promise<void>((turn) => this.#queue.push(turn));
    this.#running = true;
    try {
      if (!this.#database.inTransaction) this.#begin.run();
      this.#savepoint.run();
    } catch (error) {
      this.#next();
      throw error;
    }
  }

  /** Resolves when the changes are durable. */
  async commit(): Promise<void> {
    const durable = new Promise<void>((resolve, reject) => {
      this.#finished.push({ resolve, reject });
    });
    try {
      this.#release.run();
    } catch (error) {
      this.#undoAll(error);
    }
    this.#next();
    return durable;
  }

  rollback(): void {
    // A full disk makes SQLite roll back everything, with whoever was waiting for the commit.
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK TO act; RELEASE act');
    else this.#undoAll(rolledBack());
    this.#next();
  }

  #next(): void {
    const turn = this.#queue.shift();
    if (turn) {
      turn();
      return;
    }
    this.#running = false;
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After this turn's requests have been read, before the loop waits for new ones.
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#running) this.#flush();
    });
  }

  #flush(): void {
    if (!this.#database.inTransaction) return;
    try {
      this.#commit.run();
    } catch (error) {
      this.#undoAll(error);
      return;
    }
    const acknowledged = this.#finished;
    this.#finished = [];
    for (const { resolve } of acknowledged) resolve();
  }

  #undoAll(reason: unknown): void {
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
    const lost = this.#finished;
    this.#finished = [];
    for (const { reject } of lost) reject(reason);
  }
}

/** What those hear who shared a commit with whoever found the disk full. */
function rolledBack(): Error {
  const message = 'The database rolled back the changes it was about to keep';
  return Object.assign(new Error(message), { code: 'SQLITE_FULL' });
}
