import { type Clock, dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { continueRelease } from './continue-release.ts';
import { discardRelease } from './discard-release.ts';
import { prepareRelease } from './prepare-release.ts';
import { isStillSo, publishRelease } from './publish-release.ts';
import { type DueCycle, listDueCycles, listUnfinished } from './tending-store.ts';

/**
 * Goes on with every release that is not complete; each by itself, so that one cannot hold up the
 * others.
 * @throws AggregateError of what went wrong, after all of them were tried.
 */
export async function continueReleases(database: Database): Promise<void> {
  const failures: unknown[] = [];
  for (const id of await listUnfinished(database))
    await continueRelease(database, id).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Releases could not be computed');
}

/**
 * Takes every cycle whose day of release has come a step further: prepares its release; once that
 * is complete, publishes it; or discards it, so that it is prepared anew, if it was prepared before
 * that day, and would lack what was signed off since, or if something that it was made of has
 * changed. What keeps it from being prepared may be over at the next turn.
 * @throws AggregateError of what else went wrong, after all of them were tried.
 */
export async function releaseDueCycles(database: Database, clock: Clock): Promise<void> {
  const failures: unknown[] = [];
  for (const cycle of await listDueCycles(database, dateOf(clock())))
    await releaseDueCycle(database, clock, cycle).catch((error: unknown) => {
      const isForLater = error instanceof Problem && error.kind === 'conflict';
      if (!isForLater) failures.push(error);
    });
  if (failures.length > 0) throw new AggregateError(failures, 'Cycles could not be released');
}

async function releaseDueCycle(
  database: Database,
  clock: Clock,
  { id, releasesOn }: DueCycle,
): Promise<void> {
  const release = await prepareRelease(database, clock, id, null);
  const isOfTheDay = dateOf(new Date(release.preparedAt)) >= releasesOn;
  if (isOfTheDay && release.fingerprint === null) return;
  if (isOfTheDay && (await isStillSo(database, release, clock())))
    await publishRelease(database, clock, release.id, null);
  else await discardRelease(database, clock, release.id, null);
}
