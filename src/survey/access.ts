import type { Request } from 'express';
import { personAsking } from '../people/access.ts';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { found } from '../shared/problems.ts';
import { findLedSurvey } from './store.ts';
import type { Survey } from './survey.ts';

/**
 * The survey that the address names, of an organisation that the person asking leads.
 * @throws Problem "not-found" when it does not exist, and the same when it is not theirs to lead.
 */
export async function ledSurveyAsked(database: Database, req: Request): Promise<Survey> {
  const { data } = id.safeParse(req.params.assessment);
  return found(data && (await findLedSurvey(database, personAsking(req), data)));
}
