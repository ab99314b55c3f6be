import type { Database } from '../../shared/database.ts';
import { id } from '../../shared/ids.ts';
import { found } from '../../shared/problems.ts';
import { nationalPart, type Published } from '../release/release.ts';
import { findPart, findRelease, isPublished, releasesOfCycle } from '../release/release-store.ts';
import { makeDocument } from './make-document.ts';
import { type NationalTables, nationalTables } from './national-tables.ts';
import type { TablesDocument } from './tables-document.ts';

/** The national tables of a release, and where it stands among those of its cycle. */
export interface FoundDocument {
  readonly document: TablesDocument;
  /** The newest release of the cycle; null where it is this one. */
  readonly newer: Published | null;
}

/**
 * The national tables of a published release.
 * @param releaseId as it stands in the address.
 * @throws Problem 'not-found' for anything else, releases that are not published included.
 */
export async function findDocument(database: Database, releaseId: unknown): Promise<FoundDocument> {
  const release = found(await findRelease(database, found(id.safeParse(releaseId).data)));
  const released = (await releasesOfCycle(database, release.cycleId)).filter(isPublished);
  const at = released.findIndex((each) => each.id === release.id);
  const asked = found(released[at]);
  const earlier = released[at + 1];
  return {
    document: makeDocument(
      asked,
      await tablesOf(database, asked),
      earlier ? { number: earlier.number, tables: await tablesOf(database, earlier) } : null,
    ),
    newer: at > 0 ? found(released[0]) : null,
  };
}

async function tablesOf(database: Database, release: Published): Promise<NationalTables> {
  const part = found(await findPart(database, release.id, nationalPart));
  return nationalTables.parse(JSON.parse(part));
}
