import pg from 'pg';
import { keepingAlive, patience } from './postgres.ts';

/** What is hinted at on; several services in one database hear each other, which does no harm. */
const channel = 'maturity_changed';

/** A lock is one of a whole database; so the schema is part of the key. */
const key = 'hashtextextended(current_schema() || $1, 0)';

/** The server soon asks a machine that says nothing whether it is there, and lets go of its locks. */
const askedWhetherThere = `select set_config('tcp_keepalives_idle', '15', false),
  set_config('tcp_keepalives_interval', '5', false),
  set_config('tcp_keepalives_count', '3', false)`;

/** A connection that holds locks of a session, tells hints and hears those of others. */
export class PostgresLink {
  /** Resolves when it has ended, however that came about. */
  readonly ended: Promise<unknown>;
  readonly #client: pg.Client;
  /** What was asked last: one thing is asked after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(client: pg.Client) {
    this.#client = client;
    this.ended = new Promise((resolve) => client.once('end', resolve));
    // It ends as well then.
    client.on('error', () => {});
  }

  /** @throws Error when the server cannot be reached, or does not answer in time. */
  static async open(url: string, heard: (id: string) => void): Promise<PostgresLink> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      ...keepingAlive,
    });
    const link = new PostgresLink(client);
    try {
      await client.connect();
      await link.#ask(askedWhetherThere);
      const [own] = await link.#ask('select pg_backend_pid() as number');
      client.on('notification', ({ processId, payload }) => {
        if (processId !== own.number && payload) heard(payload);
      });
      await link.#ask(`listen ${channel}`);
      return link;
    } catch (error) {
      link.close();
      throw error;
    }
  }

  /** Takes a lock; false where another connection has it. */
  async lock(name: string): Promise<boolean> {
    const [answer] = await this.#ask(`select pg_try_advisory_lock(${key}) as got`, [name]);
    return answer.got;
  }

  async unlock(name: string): Promise<void> {
    await this.#ask(`select pg_advisory_unlock(${key})`, [name]);
  }

  async tell(ids: readonly string[]): Promise<void> {
    await this.#ask('select pg_notify($1, id) from unnest($2::text[]) as id', [channel, ids]);
  }

  close(): void {
    this.#client.end().catch(() => {});
  }

  /** @throws Error when there is no answer; then the connection is given up. */
  async #ask(text: string, values: readonly unknown[] = []) {
    const asked = this.#last.then(() => this.#client.query(text, [...values]));
    this.#last = asked.catch(() => this.close());
    return (await asked).rows;
  }
}
