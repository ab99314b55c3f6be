import type { Database } from '../../shared/database.ts';
import { findPart } from './release-store.ts';

/** So many parts are kept in memory, those that were read last. */
const most = 60;

/**
 * Makes the reading of one kind of part. A published release never changes, so that what was read
 * and checked lately is not read again; for those only.
 * @param schema what the text of such a part has to be.
 * @returns undefined where a release has no part by this name; whoever reads it must not change it.
 */
export function readingParts<T extends object>(schema: { parse(value: unknown): T }) {
  const known = new WeakMap<Database, Map<string, T>>();
  return async (database: Database, releaseId: string, part: string): Promise<T | undefined> => {
    const parts = known.get(database) ?? new Map<string, T>();
    known.set(database, parts);
    const key = `${releaseId} ${part}`;
    const text = parts.has(key) ? undefined : await findPart(database, releaseId, part);
    const content = text === undefined ? parts.get(key) : schema.parse(JSON.parse(text));
    if (content === undefined) return undefined;
    // Those that were read last come last.
    parts.delete(key);
    parts.set(key, content);
    const [oldest] = parts.keys();
    if (parts.size > most && oldest !== undefined) parts.delete(oldest);
    return content;
  };
}
