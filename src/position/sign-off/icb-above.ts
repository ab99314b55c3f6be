import { loadNeighbours } from '../../organisations/store.ts';
import { dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import type { Survey } from '../../survey/survey.ts';

/**
 * The names of the integrated care boards that an organisation belongs to on a day: they would see
 * what it shares. Several for who serves several; empty for a board itself, and for an organisation
 * of which the register knows none.
 */
export async function icbsAbove(
  database: Database,
  { organisation }: Pick<Survey, 'organisation'>,
  now: Date,
): Promise<readonly string[]> {
  if (organisation.kind === 'icb') return [];
  const { icbs } = await loadNeighbours(database, organisation.code);
  const day = dateOf(now);
  const current = icbs.filter(({ from, until }) => from <= day && (until === null || until >= day));
  return [...new Set(current.map(({ name }) => name))];
}
