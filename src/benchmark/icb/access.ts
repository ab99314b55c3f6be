import type { Request } from 'express';
import { organisationCode } from '../../organisations/organisation.ts';
import { personAsking } from '../../people/access.ts';
import type { Database } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { type Board, findAnalysedBoard } from './board-store.ts';

/**
 * The integrated care board that the address names.
 * @throws Problem "not-found" for everybody who is not its analyst at present.
 */
export async function boardAsked(database: Database, req: Request): Promise<Board> {
  const { data } = organisationCode.safeParse(req.params.code);
  return found(data && (await findAnalysedBoard(database, personAsking(req), data)));
}
