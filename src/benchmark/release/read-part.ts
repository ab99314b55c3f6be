import type { Database } from '../../shared/database.ts';
import { remembering } from '../../shared/remembering.ts';
import { findPart } from './release-store.ts';

/** So many parts are kept in memory. */
const most = 60;

/**
 * Makes the reading of one kind of part of published releases, which never change.
 * @param schema what the text of such a part has to be.
 * @returns undefined where a release has no part by this name; whoever reads it must not change it.
 */
export function readingParts<T extends object>(schema: { parse(value: unknown): T }) {
  const remembered = remembering<T>(most);
  return (database: Database, releaseId: string, part: string): Promise<T | undefined> =>
    remembered(database, `${releaseId} ${part}`, async () => {
      const text = await findPart(database, releaseId, part);
      return text === undefined ? undefined : schema.parse(JSON.parse(text));
    });
}
