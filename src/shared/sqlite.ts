import BetterSqlite3 from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SharedCommit } from './shared-commit.ts';

export type Synchronous = 'FULL' | 'NORMAL';

/**
 * SQLite for Kysely on two connections to one file: one that writes, through transactions that
 * share their commits, and one that reads, which therefore only ever sees what is durable.
 */
export function sqliteDialect(file: string, synchronous: Synchronous): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new SqliteDriver(file, synchronous),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite rolls back changes of tables like any other, and this driver hands out connections. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

const settingsOfBoth = [
  'busy_timeout = 5000',
  // In kibibytes. The operating system keeps the file in memory as well; once is enough.
  'cache_size = -4000',
];

class SqliteDriver implements Driver {
  readonly #writer: BetterSqlite3.Database;
  readonly #reader: BetterSqlite3.Database;
  readonly #commits: SharedCommit;

  constructor(file: string, synchronous: Synchronous) {
    this.#writer = new BetterSqlite3(file);
    for (const setting of [
      'journal_mode = WAL',
      `synchronous = ${synchronous}`,
      'foreign_keys = ON',
      // Votes and erased answers are gone from the file as well, not only from the tables.
      'secure_delete = ON',
      ...settingsOfBoth,
    ])
      this.#writer.pragma(setting);
    this.#reader = new BetterSqlite3(file, { readonly: true });
    for (const setting of settingsOfBoth) this.#reader.pragma(setting);
    this.#commits = new SharedCommit(this.#writer);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#reader, this.#writer, this.#commits);
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await this.#commits.begin();
    connection.inTransaction = true;
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.inTransaction = false;
    await this.#commits.commit();
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    // Kysely asks for it after a commit that failed, too; others may be running by then.
    if (!connection.inTransaction) return;
    connection.inTransaction = false;
    this.#commits.rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#reader.close();
    this.#writer.close();
  }
}

/** Prepared statements of each connection by their text; a fixed set in ordinary running. */
const prepared = new WeakMap<BetterSqlite3.Database, Map<string, BetterSqlite3.Statement>>();
const mostPrepared = 500;

function prepare(database: BetterSqlite3.Database, sql: string): BetterSqlite3.Statement {
  let statements = prepared.get(database);
  // Inserts of many rows come in any length: forget them all rather than grow without bound.
  if (!statements || statements.size > mostPrepared) {
    statements = new Map();
    prepared.set(database, statements);
  }
  let statement = statements.get(sql);
  if (!statement) {
    statement = database.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

class SqliteConnection implements DatabaseConnection {
  inTransaction = false;
  readonly #reader: BetterSqlite3.Database;
  readonly #writer: BetterSqlite3.Database;
  readonly #commits: SharedCommit;

  constructor(
    reader: BetterSqlite3.Database,
    writer: BetterSqlite3.Database,
    commits: SharedCommit,
  ) {
    this.#reader = reader;
    this.#writer = writer;
    this.#commits = commits;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.inTransaction) return run<R>(prepare(this.#writer, sql), parameters);
    const statement = prepare(this.#reader, sql);
    if (statement.readonly) return run<R>(statement, parameters);
    // A change outside a transaction is a transaction of its own.
    await this.#commits.begin();
    let result: QueryResult<R>;
    try {
      result = run<R>(prepare(this.#writer, sql), parameters);
    } catch (error) {
      this.#commits.rollback();
      throw error;
    }
    await this.#commits.commit();
    return result;
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface asks for it; nothing here streams.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming is not used: results here are small');
  }
}

function run<R>(statement: BetterSqlite3.Statement, parameters: readonly unknown[]) {
  if (statement.reader) return { rows: statement.all(...parameters) as R[] };
  const { changes } = statement.run(...parameters);
  return { rows: [] as R[], numAffectedRows: BigInt(changes) };
}
