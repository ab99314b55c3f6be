import { nationalChain } from '../../people/audit.ts';
import { record } from '../../people/audit-store.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found, Problem } from '../../shared/problems.ts';
import { collectInputs } from './collect-inputs.ts';
import { areStillSo, inputsOf, inShort } from './inputs.ts';
import { markPublished } from './publishing-store.ts';
import type { Release } from './release.ts';
import { findRelease } from './release-store.ts';

/**
 * Publishes a release that is complete, for good. Published before, it changes nothing.
 * @param by the administrator; null where the service does it by itself.
 * @throws Problem "not-found" where it has been discarded; "conflict" while it is being computed,
 * and where something that it was made of is no longer so: a position was reopened, or is no
 * longer shared.
 */
export async function publishRelease(
  database: Database,
  clock: Clock,
  releaseId: string,
  by: string | null,
): Promise<void> {
  const now = clock();
  const at = now.toISOString();
  await transact(database, async (transaction) => {
    const marked = await markPublished(transaction, releaseId, { at, by });
    const release = found(await findRelease(transaction, releaseId));
    if (!marked) {
      if (release.publishedAt !== null) return;
      throw new Problem('conflict', 'This release is still being computed. Publish it after that.');
    }
    if (!(await isStillSo(transaction, release, now)))
      throw new Problem(
        'conflict',
        'Something that this release was made of has changed since it was prepared: a position was reopened, or is no longer shared. Discard it, and prepare it again.',
      );
    const { cycleId, number } = release;
    await record(transaction, {
      chain: nationalChain,
      at,
      actorId: by,
      act: 'publish-release',
      subject: { cycle: cycleId, release: releaseId, number },
      before: { published: false },
      after: { published: true },
    });
  });
}

/** Whether what a release was made of is still so. */
export async function isStillSo(
  database: Database,
  { id, cycleId, preparedAt }: Pick<Release, 'id' | 'cycleId' | 'preparedAt'>,
  now: Date,
): Promise<boolean> {
  const collected = collectInputs(database, cycleId, { at: preparedAt, day: dateOf(now) });
  return areStillSo(await inShort(inputsOf(database, id)), await inShort(collected));
}
