import type { Database } from '../shared/database.ts';
import { hashed } from './session.ts';

/** How often something was done since its count began, and when it begins again. */
export interface Count {
  readonly hits: number;
  readonly resetsAt: string;
}

/**
 * Counts one more, for all servers together, in one statement.
 * @param key who is counted, and for what: only its hash is stored.
 * @param period after how many milliseconds the count begins again.
 */
export async function countHit(
  database: Database,
  key: string,
  now: Date,
  period: number,
): Promise<Count> {
  const at = now.toISOString();
  const resetsAt = new Date(now.getTime() + period).toISOString();
  const row = await database
    .insertInto('rate_limit')
    .values({ key: hashed(key), hits: 1, resets_at: resetsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(({ eb, ref }) => {
        const isOver = eb('rate_limit.resets_at', '<=', at);
        return {
          hits: eb
            .case()
            .when(isOver)
            .then(ref('excluded.hits'))
            .else(eb(ref('rate_limit.hits'), '+', ref('excluded.hits')))
            .end(),
          resets_at: eb
            .case()
            .when(isOver)
            .then(ref('excluded.resets_at'))
            .else(ref('rate_limit.resets_at'))
            .end(),
        };
      }),
    )
    .returning(['hits', 'resets_at'])
    .executeTakeFirstOrThrow();
  return { hits: row.hits, resetsAt: row.resets_at };
}

export async function uncountHit(database: Database, key: string): Promise<void> {
  await database
    .updateTable('rate_limit')
    .set(({ eb }) => ({ hits: eb('hits', '-', 1) }))
    .where('key', '=', hashed(key))
    .where('hits', '>', 0)
    .execute();
}

export async function forgetCount(database: Database, key: string): Promise<void> {
  await database.deleteFrom('rate_limit').where('key', '=', hashed(key)).execute();
}

/** Forgets the counts that begin again anyway. */
export async function forgetOldCounts(database: Database, now: string): Promise<void> {
  await database.deleteFrom('rate_limit').where('resets_at', '<=', now).execute();
}
