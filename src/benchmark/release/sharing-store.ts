import type { Database } from '../../shared/database.ts';

/**
 * The integrated care boards that an organisation belonged to on every one of these days, by code:
 * by what the register says of each day, not by where its headquarters are.
 */
export async function icbsOn(
  database: Database,
  organisation: string,
  days: readonly string[],
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('icb_membership')
    .select(['icb_code', 'from_date', 'until_date'])
    .where('organisation_code', '=', organisation)
    .execute();
  const boards = new Set(rows.map(({ icb_code }) => icb_code));
  return [...boards]
    .filter((icb) =>
      days.every((day) =>
        rows.some(
          ({ icb_code, from_date, until_date }) =>
            icb_code === icb && from_date <= day && (until_date === null || until_date >= day),
        ),
      ),
    )
    .sort();
}
