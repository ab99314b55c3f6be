import BetterSqlite3 from 'better-sqlite3';

/** How much the service has asked of SQLite since the last time somebody wanted to know. */
export interface Asked {
  /** Queries: every statement that was run. */
  readonly queries: number;
  /** Commands around them: begin, savepoint, release, commit. */
  readonly commands: number;
}

let queries = 0;
let commands = 0;

// Every statement is made from one prototype, whoever prepares it: count there.
const scratch = new BetterSqlite3(':memory:');
const statement = Object.getPrototypeOf(scratch.prepare('select 1'));
for (const method of ['get', 'all', 'run', 'iterate']) {
  const original = statement[method];
  statement[method] = function (...args: unknown[]) {
    queries++;
    return original.apply(this, args);
  };
}
const exec = BetterSqlite3.prototype.exec;
BetterSqlite3.prototype.exec = function (sql) {
  commands++;
  return exec.call(this, sql);
};
scratch.close();

process.on('message', () => {
  process.send?.({ queries, commands } satisfies Asked);
  queries = 0;
  commands = 0;
});
// The parent's questions are no reason to stay alive.
process.channel?.unref();

// The service itself, as it is.
await import('../../src/main.ts');
