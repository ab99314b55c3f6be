import type { Request } from 'express';
import type { Database } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { type Organisation, organisationCode } from './organisation.ts';
import { findOrganisation } from './store.ts';

/**
 * The organisation that the address names, open or closed.
 * @throws Problem "not-found" when the register has none with this code.
 */
export async function organisationAsked(database: Database, req: Request): Promise<Organisation> {
  const { data } = organisationCode.safeParse(req.params.code);
  return found(data && (await findOrganisation(database, data)));
}
