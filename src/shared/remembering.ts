import { LRUCache } from 'lru-cache';
import type { Database } from './database.ts';

/**
 * Makes a memory for what never changes, such as what is worked out of a published release: what
 * was asked for lately is not read and worked out again.
 * @param most so many answers are kept of a database, those that were asked for last.
 * @returns what was made for the key, or is made now. What is undefined, or failed, is not kept.
 *   Whoever is given it must not change it.
 */
export function remembering<T extends object>(most: number) {
  // By kind of database, which a transaction shares with the database it is of.
  const memories = new WeakMap<object, LRUCache<string, T>>();
  return async <U extends T | undefined>(
    database: Database,
    key: string,
    make: () => Promise<U>,
  ): Promise<T | U> => {
    const { adapter } = database.getExecutor();
    const memory = memories.get(adapter) ?? new LRUCache<string, T>({ max: most });
    memories.set(adapter, memory);
    const known = memory.get(key);
    if (known) return known;
    const made = await make();
    if (made) memory.set(key, made);
    return made;
  };
}
