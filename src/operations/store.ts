import { sql } from 'kysely';
import { type VerifiedAudit, verifyAudit } from '../people/verify-audit.ts';
import type { Database } from '../shared/database.ts';
import type { Schema } from '../shared/schema.ts';

/** The schema in which the tables are, on PostgreSQL. */
export async function currentSchema(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(database);
  return rows[0]?.name ?? 'public';
}

/** Whether there is no table at all where the tables would be, on PostgreSQL. */
export async function isEmpty(database: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.tables
    where table_schema = current_schema() limit 1`.execute(database);
  return rows.length === 0;
}

/** What tells people apart from each other only for a while, and ends what was ended since. */
const passing = ['session', 'sign_in_link', 'sign_in_attempt', 'rate_limit'] as const;

/** Forgets who was signed in and what was sent to sign in with. */
export async function forgetPassing(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const table of passing) await transaction.deleteFrom(table).execute();
  });
}

/** What a database holds: enough to see whether it is the one that was meant. */
export interface Contents {
  readonly counts: readonly { readonly table: string; readonly rows: number }[];
  /** The last line of each chain of the audit. */
  readonly heads: readonly { readonly chain: string; length: number; readonly head: string }[];
  /** Whether the chains hold. */
  readonly audit: VerifiedAudit;
}

const mainTables = [
  'organisation',
  'person',
  'cycle',
  'assessment',
  'respondent',
  'answer',
  'survey_results',
  'agreement',
  'sign_off',
  'action',
  'workshop',
  'ballot',
  'release',
  'audit',
] as const satisfies readonly (keyof Schema)[];

export async function readContents(database: Database): Promise<Contents> {
  const counts: { table: string; rows: number }[] = [];
  for (const table of mainTables) counts.push({ table, rows: await countOf(database, table) });
  const heads = await database
    .selectFrom('audit_chain')
    .select(['chain', 'length', 'head'])
    .orderBy('chain')
    .execute();
  return { counts, heads, audit: await verifyAudit(database) };
}

async function countOf(database: Database, table: (typeof mainTables)[number]): Promise<number> {
  const { count } = await database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What takes a change back that was only tried. */
class TakenBack extends Error {}

/**
 * Writes something, and takes it back.
 * @throws Error when the database does not let us.
 */
export async function tryToWrite(database: Database): Promise<void> {
  const trial = database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('rate_limit')
      .values({ key: 'trial', hits: 0, resets_at: '' })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    throw new TakenBack();
  });
  await trial.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
}

/** The names of the migrations that were applied. */
export async function appliedMigrations(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  return rows.map(({ name }) => name);
}

/** How many mails wait to be sent, for the first time or again. */
export async function countWaitingMails(database: Database): Promise<number> {
  const { count } = await database
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How large the database is, in bytes, on PostgreSQL. */
export async function postgresBytes(database: Database): Promise<number> {
  const { rows } = await sql<{
    bytes: number | string;
  }>`select pg_database_size(current_database()) as bytes`.execute(database);
  return Number(rows[0]?.bytes);
}
