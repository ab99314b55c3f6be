import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { openDatabase } from '../../src/shared/database.ts';

/**
 * `node interrupted.ts URL AT`: opens a database as a start does, and is killed before statement
 * AT. With 0 it is not, and says after how many statements each migration was noted, and how many
 * there were in all.
 */
const [url = '', at = '0'] = process.argv.slice(2);
let statements = 0;

function before(sql: string): void {
  statements += 1;
  if (statements === Number(at)) process.kill(process.pid, 'SIGKILL');
  if (at === '0' && /^insert into .*kysely_migration"/.test(sql)) say(statements);
}

const scratch = new BetterSqlite3(':memory:');
const statement = Object.getPrototypeOf(scratch.prepare('select 1'));
scratch.close();
for (const method of ['get', 'all', 'run', 'iterate']) {
  const original = statement[method];
  statement[method] = function (...args: unknown[]) {
    before(this.source);
    return original.apply(this, args);
  };
}
const { exec } = BetterSqlite3.prototype;
BetterSqlite3.prototype.exec = function (sql) {
  before(sql);
  return exec.call(this, sql);
};
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [asked] = args as [string | { readonly text: string }];
  before(typeof asked === 'string' ? asked : asked.text);
  return Reflect.apply(query, this, args);
} as typeof query;

const database = await openDatabase(url);
say(statements);
await database.destroy();

function say(count: number): void {
  process.stdout.write(`${count}\n`);
}
