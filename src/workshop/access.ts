import type { Request } from 'express';
import { personAsking } from '../people/access.ts';
import type { Part, Standing } from '../position/standing.ts';
import { findStanding } from '../position/standing-store.ts';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { found, notFound } from '../shared/problems.ts';
import { findWorkshop } from './store.ts';
import type { Workshop } from './workshop.ts';

/** A workshop, and what the person asking is to its assessment. */
export interface Running {
  readonly workshop: Workshop;
  readonly standing: Standing;
}

/**
 * The workshop that the address names, of an assessment of which the person asking is at least one
 * of these; by default who runs its workshops.
 * @throws Problem "not-found" when it does not exist, and the same when it is not theirs.
 */
export async function workshopAsked(
  database: Database,
  req: Request,
  ...parts: readonly Part[]
): Promise<Running> {
  const { data } = id.safeParse(req.params.workshop);
  const workshop = found(data && (await findWorkshop(database, data)));
  const standing = found(await findStanding(database, personAsking(req), workshop.assessmentId));
  const asked = parts.length > 0 ? parts : (['runs'] as const);
  if (!asked.some((part) => standing[part])) throw notFound();
  return { workshop, standing };
}
