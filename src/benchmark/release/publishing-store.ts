import type { Database } from '../../shared/database.ts';

/** Publishes a complete release; false, and nothing changed, where it is not, or is published. */
export async function markPublished(
  transaction: Database,
  releaseId: string,
  published: { readonly at: string; readonly by: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('release')
    .set({ published_at: published.at, published_by: published.by })
    .where('id', '=', releaseId)
    .where('published_at', 'is', null)
    .where('fingerprint', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Takes an unpublished release for this transaction, so that nobody adds to it or publishes it;
 * false where it is published or gone.
 */
export async function holdUnpublished(transaction: Database, releaseId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('release')
    .set(({ ref }) => ({ parts: ref('parts') }))
    .where('id', '=', releaseId)
    .where('published_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes a release with all that is kept of it; the database refuses one that is published. */
export async function deleteRelease(transaction: Database, releaseId: string): Promise<void> {
  await transaction.deleteFrom('release_part').where('release_id', '=', releaseId).execute();
  await transaction
    .deleteFrom('release_contribution')
    .where('release_id', '=', releaseId)
    .execute();
  await transaction.deleteFrom('release').where('id', '=', releaseId).execute();
}
