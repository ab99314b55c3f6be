import { beginning, type ChainedLine, hashOf } from '../../src/people/audit.ts';
import { toLine } from '../../src/people/audit-store.ts';
import type { Database } from '../../src/shared/database.ts';

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
  return rows.map(toLine);
}

/**
 * Checks a whole chain, given in order, by other code than the service's own check.
 * @returns the position of the first line that was changed, moved or left out; null when all hold.
 */
export function firstBroken(lines: readonly ChainedLine[]): number | null {
  let previous = beginning;
  for (const [index, line] of lines.entries()) {
    const position = index + 1;
    if (line.position !== position || line.hash !== hashOf(previous, position, line))
      return position;
    previous = line.hash;
  }
  return null;
}
