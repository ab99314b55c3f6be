import type { CycleContents } from '../audit/cycle-removal-store.ts';
import { contentsOfCycle, removeCycle } from '../audit/remove-cycle.ts';
import { verifyAudit } from '../people/verify-audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';

/** What a command about the audit has to say, and whether what it looked at is in order. */
export interface Said {
  readonly text: string;
  readonly inOrder: boolean;
}

/** Says whether the audit is whole, or where each broken chain is broken for the first time. */
export async function sayVerified(database: Database): Promise<Said> {
  const { chains, removed, lines, digest, broken } = await verifyAudit(database);
  const counted = `Lines that hold: ${lines}, in ${chains} chains, of which ${removed} were removed as a whole.
Digest of the heads: ${digest}
Write it down elsewhere: it stays the same until something is added.`;
  if (broken.length === 0) return { text: `The audit is whole.\n${counted}`, inOrder: true };
  const links = broken.map(({ chain, position }) => `- ${chain}: line ${position}`);
  return {
    text: `The audit is broken. The first broken link of each chain that is:\n${links.join('\n')}\n${counted}`,
    inOrder: false,
  };
}

/**
 * Says what there is of a cycle, and removes it once that is confirmed.
 * @throws Problem where it cannot be removed.
 */
export async function sayRemoved(
  database: Database,
  clock: Clock,
  cycle: string,
  isConfirmed: boolean,
): Promise<Said> {
  const remove = isConfirmed ? removeCycle : contentsOfCycle;
  const contents = listed(await remove(database, clock, cycle));
  const text = isConfirmed
    ? `Removed from ${cycle}:\n${contents}`
    : `This would be removed from ${cycle} for good:\n${contents}\nThe cycle and its releases stay. Nothing was changed: add --confirm to remove it.`;
  return { text, inOrder: true };
}

function listed(contents: CycleContents): string {
  return `- Assessments, with what was answered and its results: ${contents.assessments}
- Respondents: ${contents.respondents}
- Invitations to answer or to facilitate: ${contents.invitations}
- Workshops: ${contents.workshops}
- Sign-offs: ${contents.signOffs}
- Actions: ${contents.actions}, of which not finished: ${contents.openActions}
- Lines of the audit: ${contents.lines}`;
}
