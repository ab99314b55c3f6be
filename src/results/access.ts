import type { Request } from 'express';
import { personAsking } from '../people/access.ts';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { found } from '../shared/problems.ts';
import type { Results } from './results.ts';
import { findResults } from './store.ts';

/**
 * The results that the address names, of a survey that the person asking may see them of.
 * @throws Problem "not-found" when it does not exist, and the same when they may not see them.
 */
export async function resultsAsked(database: Database, req: Request): Promise<Results> {
  const { data } = id.safeParse(req.params.assessment);
  return found(data && (await findResults(database, personAsking(req), data)));
}
