import type { Database } from '../../shared/database.ts';
import { inPages } from '../../shared/in-pages.ts';
import type { Basis } from '../basis.ts';
import { type Contribution, contribution } from './contribution.ts';

/** A contribution, and whose it is. */
export interface Contributed {
  readonly organisation: string;
  readonly basis: Basis;
  readonly content: Contribution;
}

/** So many contributions are written or read at once. */
const page = 200;

/** Keeps what a release is made of; the stored text of each is what JSON makes of it. */
export async function insertContributions(
  transaction: Database,
  releaseId: string,
  contributions: readonly Contributed[],
): Promise<void> {
  for (let from = 0; from < contributions.length; from += page)
    await transaction
      .insertInto('release_contribution')
      .values(
        contributions.slice(from, from + page).map(({ organisation, basis, content }) => ({
          release_id: releaseId,
          organisation_code: organisation,
          basis,
          content: JSON.stringify(content),
        })),
      )
      .execute();
}

/** Every contribution of a release in the order of organisation codes, a few at a time. */
export async function* contributionsOf(
  database: Database,
  releaseId: string,
): AsyncGenerator<Contributed> {
  const pages = inPages(
    page,
    (after) => organisationsAfter(database, releaseId, after),
    (code) => code,
  );
  for await (const codes of pages) yield* await contributionsBy(database, releaseId, codes);
}

/** What these organisations contribute, on either basis, in the order of their codes. */
export async function contributionsBy(
  database: Database,
  releaseId: string,
  organisations: readonly string[],
): Promise<readonly Contributed[]> {
  if (organisations.length === 0) return [];
  const rows = await database
    .selectFrom('release_contribution')
    .select(['organisation_code', 'basis', 'content'])
    .where('release_id', '=', releaseId)
    .where('organisation_code', 'in', organisations)
    .orderBy('organisation_code')
    .orderBy('basis', 'desc')
    .execute();
  return rows.map((row) => ({
    organisation: row.organisation_code,
    basis: row.basis,
    content: contribution.parse(JSON.parse(row.content)),
  }));
}

/** The codes of all organisations that contribute to a release, in ascending order. */
export async function organisationsOf(
  database: Database,
  releaseId: string,
): Promise<readonly string[]> {
  const rows = await contributors(database, releaseId).execute();
  return rows.map(({ organisation_code }) => organisation_code);
}

async function organisationsAfter(
  database: Database,
  releaseId: string,
  after: string,
): Promise<readonly string[]> {
  const rows = await contributors(database, releaseId)
    .where('organisation_code', '>', after)
    .limit(page)
    .execute();
  return rows.map(({ organisation_code }) => organisation_code);
}

function contributors(database: Database, releaseId: string) {
  return database
    .selectFrom('release_contribution')
    .select('organisation_code')
    .distinct()
    .where('release_id', '=', releaseId)
    .orderBy('organisation_code');
}
