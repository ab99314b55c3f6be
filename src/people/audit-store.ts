import type { Selectable } from 'kysely';
import type { AuditTable } from '../shared/access-tables.ts';
import type { Database } from '../shared/database.ts';
import { prepared, type Values } from '../shared/prepared.ts';
import { requestId } from '../shared/request-context.ts';
import { type Act, type AuditLine, beginning, type ChainedLine, hashOf } from './audit.ts';

/**
 * Adds a line to its chain, in the transaction of the act itself: both happen or neither. Taking
 * the chain's next position keeps every other writer of the same chain waiting.
 * @throws Error for a chain that was removed.
 */
export async function record(transaction: Database, line: AuditLine): Promise<void> {
  const { length, head, removed_at } = await transaction
    .insertInto('audit_chain')
    .values({ chain: line.chain, length: 1, head: beginning })
    .onConflict((conflict) =>
      conflict.column('chain').doUpdateSet(({ ref, eb }) => ({
        length: eb(ref('audit_chain.length'), '+', 1),
      })),
    )
    .returning(['length', 'head', 'removed_at'])
    .executeTakeFirstOrThrow();
  if (removed_at) throw new Error(`The audit of ${line.chain} is removed, so nothing follows it`);
  const id = requestId();
  const hash = hashOf(head, length, { ...line, requestId: id });
  await transaction
    .insertInto('audit')
    .values({
      chain: line.chain,
      position: length,
      at: line.at,
      actor_id: line.actorId,
      act: line.act,
      subject: JSON.stringify(line.subject),
      before: line.before ? JSON.stringify(line.before) : null,
      after: line.after ? JSON.stringify(line.after) : null,
      request_id: id,
      hash,
    })
    .execute();
  await transaction
    .updateTable('audit_chain')
    .set({ head: hash })
    .where('chain', '=', line.chain)
    .execute();
}

/**
 * Keeps every other writer of a chain waiting until the transaction ends: what is read after that
 * stays so.
 */
export async function holdChain(transaction: Database, chain: string): Promise<void> {
  await transaction
    .insertInto('audit_chain')
    .values({ chain, length: 0, head: beginning })
    .onConflict((conflict) =>
      conflict.column('chain').doUpdateSet(({ ref }) => ({ head: ref('audit_chain.head') })),
    )
    .execute();
}

/** Whether somebody did the same thing in a chain since an instant. */
export async function isRecorded(
  database: Database,
  line: AuditLine & { readonly actorId: string },
  since: string,
): Promise<boolean> {
  const { chain, act, actorId } = line;
  const subject = JSON.stringify(line.subject);
  const { rows } = await sameLine(database, { chain, act, actorId, subject, since });
  return rows.length > 0;
}

const sameLine = prepared(
  (
    database,
    value: Values<{ chain: string; act: Act; actorId: string; subject: string; since: string }>,
  ) =>
    database
      .selectFrom('audit')
      .select('position')
      .where('chain', '=', value('chain'))
      .where('at', '>=', value('since'))
      .where('actor_id', '=', value('actorId'))
      .where('act', '=', value('act'))
      .where('subject', '=', value('subject'))
      .limit(1),
);

/** @throws SyntaxError where a column that holds JSON holds something else. */
export function toLine(row: Selectable<AuditTable>): ChainedLine {
  return {
    chain: row.chain,
    position: row.position,
    at: row.at,
    actorId: row.actor_id,
    act: row.act as Act,
    subject: JSON.parse(row.subject),
    ...(row.before === null ? {} : { before: JSON.parse(row.before) }),
    ...(row.after === null ? {} : { after: JSON.parse(row.after) }),
    requestId: row.request_id,
    hash: row.hash,
  };
}
