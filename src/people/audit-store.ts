import type { Database } from '../shared/database.ts';
import { requestId } from '../shared/request-context.ts';
import { type Act, type AuditLine, beginning, type ChainedLine, hashOf } from './audit.ts';

/**
 * Adds a line to its chain, in the transaction of the act itself: both happen or neither. Taking
 * the chain's next position keeps every other writer of the same chain waiting.
 */
export async function record(transaction: Database, line: AuditLine): Promise<void> {
  const { length, head } = await transaction
    .insertInto('audit_chain')
    .values({ chain: line.chain, length: 1, head: beginning })
    .onConflict((conflict) =>
      conflict.column('chain').doUpdateSet(({ ref, eb }) => ({
        length: eb(ref('audit_chain.length'), '+', 1),
      })),
    )
    .returning(['length', 'head'])
    .executeTakeFirstOrThrow();
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

/** A whole chain, from its first line to its last. */
export async function readChain(
  database: Database,
  chain: string,
): Promise<readonly ChainedLine[]> {
  const rows = await database
    .selectFrom('audit')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
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
  }));
}
