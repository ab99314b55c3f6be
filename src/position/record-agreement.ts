import { isDeepStrictEqual } from 'node:util';
import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { Problem } from '../shared/problems.ts';
import { type Agreement, AgreementConflict, detailsOf, type NewAgreement } from './agreement.ts';
import { holdPosition, insertAgreement, listVersions } from './agreement-store.ts';

/**
 * Records what was agreed, all of it or nothing; each item gets a new version. What is agreed like
 * that already stays as it is, so that the same form may be sent twice.
 * @param by who records it.
 * @throws Problem "conflict" before the survey has closed and after the position was signed off;
 * AgreementConflict when something else was recorded since the form was opened.
 */
export async function recordAgreements(
  database: Database,
  clock: Clock,
  assessmentId: string,
  agreements: readonly NewAgreement[],
  by: string,
): Promise<void> {
  const at = timestamp(clock);
  await transact(database, async (transaction) => {
    refuseUnless(await holdPosition(transaction, assessmentId));
    const conflicts: Agreement[] = [];
    for (const agreement of agreements) {
      const [stored] = await listVersions(transaction, assessmentId, agreement.item);
      if (stored && saysTheSame(agreement, stored)) continue;
      if (agreement.basedOn !== (stored?.version ?? 0)) {
        // A form can be based on more than there is only if somebody made that up.
        if (!stored) throw new AgreementConflict([]);
        conflicts.push(stored);
        continue;
      }
      await insertAgreement(transaction, assessmentId, agreement, { at, by });
      await record(transaction, {
        chain: assessmentId,
        at,
        actorId: by,
        act: 'agree',
        subject: {
          assessment: assessmentId,
          item: agreement.item,
          version: agreement.basedOn + 1,
          ...(agreement.workshopId ? { workshop: agreement.workshopId } : {}),
        },
        ...(stored ? { before: detailsOf(stored.content) } : {}),
        after: detailsOf(agreement.content),
      });
    }
    if (conflicts.length > 0) throw new AgreementConflict(conflicts);
  });
}

/** Whether what holds at present is just this, because it was recorded before. */
export async function isRecorded(
  database: Database,
  assessmentId: string,
  agreements: readonly NewAgreement[],
): Promise<boolean> {
  for (const agreement of agreements) {
    const [stored] = await listVersions(database, assessmentId, agreement.item);
    if (!stored || !saysTheSame(agreement, stored)) return false;
  }
  return true;
}

/** @throws Problem "conflict" where a position may not be changed. */
export function refuseUnless(state: Awaited<ReturnType<typeof holdPosition>>): void {
  if (state === 'too-early')
    throw new Problem(
      'conflict',
      'The survey has not closed yet. A position is agreed after everybody has answered for themselves.',
    );
  if (state === 'signed-off')
    throw new Problem(
      'conflict',
      'This position is signed off, so it can no longer be changed. It would have to be reopened first.',
    );
}

function saysTheSame({ basedOn: _, ...mine }: NewAgreement, stored: Agreement): boolean {
  const { version: _version, agreedAt: _at, agreedBy: _by, ...theirs } = stored;
  return isDeepStrictEqual({ ...mine }, { ...theirs });
}
