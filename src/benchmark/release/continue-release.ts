import { setImmediate as turn } from 'node:timers/promises';
import { type Database, transact } from '../../shared/database.ts';
import { tablesOf } from './compute-national.ts';
import { beginComputing, comparisonsOf } from './computing.ts';
import { organisationsOf } from './contribution-store.ts';
import {
  countParts,
  fingerprintOfParts,
  holdUnfinished,
  insertParts,
  type Part,
  partsAmong,
  setFingerprint,
} from './part-store.ts';
import { nationalPart, organisationPart, type Release, summaryPart } from './release.ts';
import { findRelease } from './release-store.ts';
import { summarise } from './summarise.ts';

/** So many organisations are computed before what they are shown is kept. */
const batch = 20;

/**
 * Computes what a prepared release lacks still, from what it was made of and from the releases
 * before alone, and hashes it once it is complete. Stopped at any point and begun again, by
 * whomever, it comes to the same; one that is complete, or discarded meanwhile, is left alone.
 */
export async function continueRelease(database: Database, releaseId: string): Promise<void> {
  const release = await findRelease(database, releaseId);
  if (!release || release.fingerprint !== null) return;
  if ((await countParts(database, releaseId)) < release.parts)
    await computeParts(database, release);
  await transact(database, async (transaction) => {
    const held = await holdUnfinished(transaction, releaseId);
    if (held && (await countParts(transaction, releaseId)) === release.parts)
      await setFingerprint(
        transaction,
        releaseId,
        await fingerprintOfParts(transaction, releaseId),
      );
  });
}

async function computeParts(database: Database, release: Release): Promise<void> {
  const computing = await beginComputing(database, release);
  const national = { part: nationalPart, content: JSON.stringify(tablesOf(computing.shown)) };
  if (!(await keep(database, release.id, [national]))) return;
  const organisations = await organisationsOf(database, release.id);
  for (let from = 0; from < organisations.length; from += batch) {
    const codes = organisations.slice(from, from + batch);
    // Asked anew each time: another server may be computing the same release.
    const there = await partsAmong(database, release.id, codes.map(organisationPart));
    const missing = codes.filter((code) => !there.has(organisationPart(code)));
    const comparisonOf = await comparisonsOf(database, computing, missing);
    const parts: Part[] = [];
    for (const code of missing) {
      await turn();
      parts.push({ part: organisationPart(code), content: JSON.stringify(comparisonOf(code)) });
    }
    if (!(await keep(database, release.id, parts))) return;
  }
  const summary = JSON.stringify(await summarise(database, release));
  await keep(database, release.id, [{ part: summaryPart, content: summary }]);
}

/** Keeps parts; false, and nothing kept, where the release has been completed or discarded. */
async function keep(
  database: Database,
  releaseId: string,
  parts: readonly Part[],
): Promise<boolean> {
  return transact(database, async (transaction) => {
    const held = await holdUnfinished(transaction, releaseId);
    if (held) await insertParts(transaction, releaseId, parts);
    return held;
  });
}
