import BetterSqlite3 from 'better-sqlite3';

/** What the process is told: how many pages the database may have from now on, at most. */
export interface MostPages {
  readonly pages: number;
}

// The service opens the connection that writes by itself: it is known by what it is set to.
let writer: BetterSqlite3.Database | undefined;
const { pragma } = BetterSqlite3.prototype;
BetterSqlite3.prototype.pragma = function (source, options) {
  if (source === 'journal_mode = WAL') writer = this;
  return pragma.call(this, source, options);
};

process.on('message', ({ pages }: MostPages) => {
  // SQLite takes as many pages as there are already for the least.
  process.send?.(writer?.pragma(`max_page_count = ${pages}`, { simple: true }));
});
process.channel?.unref();

// The service itself, as it is.
await import('../../src/main.ts');
