import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { AuditTable } from '../shared/access-tables.ts';
import type { Database } from '../shared/database.ts';
import { beginning, hashOf, removalOf } from './audit.ts';
import { toLine } from './audit-store.ts';
import {
  type ChainEnd,
  chainsAfter,
  chainsWithoutEnd,
  findChainEnd,
  isRemovalRecorded,
  linesAfter,
  positionsOf,
} from './audit-verification-store.ts';

/** Where a chain is broken for the first time. */
export interface BrokenLink {
  readonly chain: string;
  /** The position of the first line that was changed, moved, left out, added or cut off. */
  readonly position: number;
}

export interface VerifiedAudit {
  readonly chains: number;
  /** How many of them were removed as a whole, by an act that is in the audit. */
  readonly removed: number;
  /** How many lines hold. */
  readonly lines: number;
  /**
   * SHA-256, in hexadecimal, of every chain with its length and its head, in their order: the same
   * as one that was written down elsewhere where nothing was added since, or taken away.
   */
  readonly digest: string;
  readonly broken: readonly BrokenLink[];
}

/**
 * Walks the whole audit, some lines at a time, and only reads: what a live service adds meanwhile
 * is checked with it or left for the next time.
 */
export async function verifyAudit(database: Database): Promise<VerifiedAudit> {
  const digest = createHash('sha256');
  const broken: BrokenLink[] = [];
  let [chains, removed, lines] = [0, 0, 0];
  let last = '';
  for (;;) {
    const next = await chainsAfter(database, last);
    for (const chain of next) {
      const walked = await walk(database, chain);
      const { end } = walked;
      chains++;
      lines += walked.lines;
      if (end.removedAt) removed++;
      if (walked.broken !== null) broken.push({ chain, position: walked.broken });
      digest.update(`${chain} ${end.length} ${end.head} ${end.removedAt ? 'removed' : 'kept'}\n`);
      last = chain;
    }
    if (next.length === 0) break;
  }
  for (const chain of await chainsWithoutEnd(database)) broken.push({ chain, position: 1 });
  return { chains, removed, lines, digest: digest.digest('hex'), broken };
}

/** The position of the first line of a chain that does not hold; null when all do. */
export async function firstBrokenOf(database: Database, chain: string): Promise<number | null> {
  return (await walk(database, chain)).broken;
}

interface Walked {
  readonly end: ChainEnd;
  /** How many lines from the first hold. */
  readonly lines: number;
  /** The position of the first that does not; null when all do. */
  readonly broken: number | null;
}

async function walk(database: Database, chain: string): Promise<Walked> {
  let [position, head] = [0, beginning];
  for (;;) {
    const end = await findChainEnd(database, chain);
    const walked = (broken: number | null): Walked => ({
      end: end ?? { chain, length: 0, head: beginning, removedAt: null },
      lines: position,
      broken,
    });
    if (!end) return walked(position + 1);
    if (end.removedAt) {
      position = 0;
      return walked(await brokenRemoval(database, end));
    }
    while (position < end.length) {
      const rows = await linesAfter(database, chain, position, end.length);
      for (const row of rows) {
        if (!follows(row, position, head)) return walked(position + 1);
        [position, head] = [row.position, row.hash];
      }
      if (rows.length === 0) break;
    }
    if (position === end.length && head !== end.head) return walked(Math.max(1, position));
    // What is missing, or too much, may have been removed or added by the service since: then the
    // end says so too.
    const there = (await positionsOf(database, chain))?.last ?? 0;
    if (there === end.length && position === end.length) return walked(null);
    const now = await findChainEnd(database, chain);
    if (now?.length === end.length && now.removedAt === null) return walked(position + 1);
  }
}

function follows(row: Selectable<AuditTable>, position: number, head: string): boolean {
  if (row.position !== position + 1) return false;
  try {
    const line = toLine(row);
    // JSON can be written in several ways, of which the audit writes one.
    const asWritten =
      JSON.stringify(line.subject) === row.subject &&
      (row.before === null || JSON.stringify(line.before) === row.before) &&
      (row.after === null || JSON.stringify(line.after) === row.after);
    return asWritten && row.hash === hashOf(head, row.position, line);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Where a removed chain is broken: it has lines still, or nobody removed it. */
async function brokenRemoval(database: Database, end: ChainEnd): Promise<number | null> {
  const left = await positionsOf(database, end.chain);
  if (left) return left.first;
  return (await isRemovalRecorded(database, removalOf(end))) ? null : 1;
}
