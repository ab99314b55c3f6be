import type { Selectable } from 'kysely';
import type { AuditTable } from '../shared/access-tables.ts';
import type { Database } from '../shared/database.ts';
import { nationalChain } from './audit.ts';

/** How far a chain is, as is kept beside its lines. */
export interface ChainEnd {
  readonly chain: string;
  readonly length: number;
  readonly head: string;
  /** Null while its lines are there. */
  readonly removedAt: string | null;
}

/** So many chains are read at once, and so many lines. */
const batch = 500;

/** The next chains in their order; none after the last. */
export async function chainsAfter(database: Database, after: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('audit_chain')
    .select('chain')
    .where('chain', '>', after)
    .orderBy('chain')
    .limit(batch)
    .execute();
  return rows.map(({ chain }) => chain);
}

/** The end of a chain; undefined where there is none. */
export async function findChainEnd(
  database: Database,
  chain: string,
): Promise<ChainEnd | undefined> {
  const row = await database
    .selectFrom('audit_chain')
    .selectAll()
    .where('chain', '=', chain)
    .executeTakeFirst();
  return row && { chain, length: row.length, head: row.head, removedAt: row.removed_at };
}

/** The next lines of a chain, up to a position. */
export async function linesAfter(
  database: Database,
  chain: string,
  after: number,
  upTo: number,
): Promise<readonly Selectable<AuditTable>[]> {
  return database
    .selectFrom('audit')
    .selectAll()
    .where('chain', '=', chain)
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .limit(batch)
    .execute();
}

/** The position of the last line of a chain and that of its first; null where it has none. */
export async function positionsOf(
  database: Database,
  chain: string,
): Promise<{ readonly first: number; readonly last: number } | null> {
  const { first, last } = await database
    .selectFrom('audit')
    .select(({ fn }) => [fn.min('position').as('first'), fn.max('position').as('last')])
    .where('chain', '=', chain)
    .executeTakeFirstOrThrow();
  return first === null || last === null ? null : { first: Number(first), last: Number(last) };
}

/** The chains that have lines, and no end kept beside them. */
export async function chainsWithoutEnd(database: Database): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('audit')
    .select('chain')
    .distinct()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit_chain')
            .select('audit_chain.chain')
            .whereRef('audit_chain.chain', '=', 'audit.chain'),
        ),
      ),
    )
    .orderBy('chain')
    .execute();
  return rows.map(({ chain }) => chain);
}

/** Whether the national chain says that a chain was removed, with just this end. */
export async function isRemovalRecorded(
  database: Database,
  subject: Readonly<Record<string, string | number>>,
): Promise<boolean> {
  const row = await database
    .selectFrom('audit')
    .select('position')
    .where('chain', '=', nationalChain)
    .where('act', '=', 'remove-chain')
    .where('subject', '=', JSON.stringify(subject))
    .executeTakeFirst();
  return row !== undefined;
}
