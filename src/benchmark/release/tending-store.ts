import type { Database } from '../../shared/database.ts';

/** The ids of the releases that are not complete, the oldest first. */
export async function listUnfinished(database: Database): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('release')
    .select('id')
    .where('fingerprint', 'is', null)
    .orderBy('prepared_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A cycle that is to be released by itself, and the day for it, such as "2027-05-01". */
export interface DueCycle {
  readonly id: string;
  readonly releasesOn: string;
}

/** The cycles that are to be released on this day or before, and were not published. */
export async function listDueCycles(database: Database, day: string): Promise<readonly DueCycle[]> {
  const rows = await database
    .selectFrom('cycle')
    .select('id')
    .select(({ ref }) => ref('releases_on').$notNull().as('releasesOn'))
    .where('releases_on', '<=', day)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('release')
            .select('release.id')
            .whereRef('release.cycle_id', '=', 'cycle.id')
            .where('release.published_at', 'is not', null),
        ),
      ),
    )
    .orderBy('id')
    .execute();
  return rows;
}
