import { type Clock, dateOf, instantsOf } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { remembering } from '../shared/remembering.ts';
import type { AuditLine } from './audit.ts';
import { holdChain, isRecorded, record } from './audit-store.ts';
import type { AppointedRole } from './permissions.ts';

/** What of an organisation's results is read through a role. */
export type ReadResults =
  | 'survey-results'
  | 'position'
  | 'workshop-report'
  | 'plan'
  | 'benchmark'
  | 'trust-scores'
  | 'audit';

/** Who reads what, and by which role they may. */
export interface Reading {
  readonly chain: string;
  readonly what: ReadResults;
  readonly as: AppointedRole;
  readonly by: string;
  /** The workshop, the sign-off or the cycle, where there may be several. */
  readonly of?: string;
}

/** What was recorded is not taken back, and need not be looked for again. */
const remembered = remembering<Reading>(10_000);

/**
 * Records that somebody opened a page of results: one line for each person, page and day in
 * England, so that a page that is opened often is read and not written. Not for a transaction that
 * may be undone.
 */
export async function recordView(
  database: Database,
  clock: Clock,
  reading: Reading,
): Promise<void> {
  const now = clock();
  const day = dateOf(now);
  await remembered(database, JSON.stringify([day, reading]), async () => {
    const line = lineOf('view-results', reading, now);
    const since = instantsOf(day).first.toISOString();
    if (await isRecorded(database, line, since)) return reading;
    await transact(database, async (transaction) => {
      await holdChain(transaction, line.chain);
      if (!(await isRecorded(transaction, line, since))) await record(transaction, line);
    });
    return reading;
  });
}

/** Records that somebody takes results away: a line for each file and each page made for paper. */
export async function recordExport(
  database: Database,
  clock: Clock,
  reading: Reading,
): Promise<void> {
  const line = lineOf('export-results', reading, clock());
  await transact(database, (transaction) => record(transaction, line));
}

/** The role by which somebody reads what is agreed: the first of those they have. */
export function readsAs(standing: { leads: boolean; facilitates: boolean }): AppointedRole {
  if (standing.leads) return 'assessment-lead';
  return standing.facilitates ? 'facilitator' : 'signatory';
}

function lineOf(
  act: 'view-results' | 'export-results',
  { chain, what, as, by, of }: Reading,
  now: Date,
): AuditLine & { readonly actorId: string } {
  const subject = { what, as, ...(of === undefined ? {} : { of }) };
  return { chain, at: now.toISOString(), actorId: by, act, subject };
}
