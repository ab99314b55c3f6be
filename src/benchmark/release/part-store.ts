import { createHash } from 'node:crypto';
import type { Database } from '../../shared/database.ts';
import { icbPart } from './release.ts';

/** One part of a release: its name, and its text. */
export interface Part {
  readonly part: string;
  readonly content: string;
}

/** So many parts are written or read at once. */
const page = 50;

/** Keeps parts; one that is there already stays as it is. */
export async function insertParts(
  transaction: Database,
  releaseId: string,
  parts: readonly Part[],
): Promise<void> {
  for (let from = 0; from < parts.length; from += page)
    await transaction
      .insertInto('release_part')
      .values(parts.slice(from, from + page).map((part) => ({ release_id: releaseId, ...part })))
      .onConflict((conflict) => conflict.columns(['release_id', 'part']).doNothing())
      .execute();
}

/** Takes an unfinished release for this transaction; false where it is complete or gone. */
export async function holdUnfinished(transaction: Database, releaseId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('release')
    .set(({ ref }) => ({ parts: ref('parts') }))
    .where('id', '=', releaseId)
    .where('fingerprint', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many parts a release has already. */
export async function countParts(database: Database, releaseId: string): Promise<number> {
  const { parts } = await database
    .selectFrom('release_part')
    .select(({ fn }) => fn.countAll().as('parts'))
    .where('release_id', '=', releaseId)
    .executeTakeFirstOrThrow();
  return Number(parts);
}

/** Which of these parts a release has already. */
export async function partsAmong(
  database: Database,
  releaseId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('release_part')
    .select('part')
    .where('release_id', '=', releaseId)
    .where('part', 'in', names)
    .execute();
  return new Set(rows.map(({ part }) => part));
}

/** The texts of parts, by their names; one that is missing is left out. */
export async function partsNamed(
  database: Database,
  releaseId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await database
    .selectFrom('release_part')
    .select(['part', 'content'])
    .where('release_id', '=', releaseId)
    .where('part', 'in', names)
    .execute();
  return new Map(rows.map(({ part, content }) => [part, content]));
}

/** The parts of integrated care boards, in the order of their names: a few dozen. */
export async function icbParts(database: Database, releaseId: string): Promise<readonly Part[]> {
  return database
    .selectFrom('release_part')
    .select(['part', 'content'])
    .where('release_id', '=', releaseId)
    .where('part', 'like', `${icbPart('')}%`)
    .orderBy('part')
    .execute();
}

/** Hash of all parts by name, in hexadecimal: two releases of the same data have the same. */
export async function fingerprintOfParts(database: Database, releaseId: string): Promise<string> {
  const hash = createHash('sha256');
  const rows = await database
    .selectFrom('release_part')
    .select('part')
    .where('release_id', '=', releaseId)
    .execute();
  const names = rows.map(({ part }) => part).sort();
  for (let from = 0; from < names.length; from += page) {
    const these = names.slice(from, from + page);
    const texts = await partsNamed(database, releaseId, these);
    for (const name of these) hash.update(JSON.stringify([name, texts.get(name)]));
  }
  return hash.digest('hex');
}

export async function setFingerprint(
  transaction: Database,
  releaseId: string,
  fingerprint: string,
): Promise<void> {
  await transaction
    .updateTable('release')
    .set({ fingerprint })
    .where('id', '=', releaseId)
    .execute();
}
