import type { Database } from '../../shared/database.ts';
import { remembering } from '../../shared/remembering.ts';
import { findCatalogue } from '../catalogue/catalogue-store.ts';

type MembersByBoard = ReadonlyMap<string, readonly string[]>;

/** A catalogue that is frozen never changes, and is that of all England: it is read once. */
const remembered = remembering<MembersByBoard>(10);

/**
 * The codes of the trusts that belonged to a board when the cycle opened, those that only serve it
 * too; null until the cycle's catalogue is frozen.
 */
export async function membersOf(
  database: Database,
  cycleId: string,
  board: string,
): Promise<readonly string[] | null> {
  const members = await remembered(database, cycleId, () => readMembers(database, cycleId));
  if (!members) return null;
  return members.get(board) ?? [];
}

async function readMembers(
  database: Database,
  cycleId: string,
): Promise<MembersByBoard | undefined> {
  const catalogue = await findCatalogue(database, cycleId);
  if (!catalogue) return undefined;
  const ofBoards = catalogue.groups.filter(({ kind }) => kind === 'icb');
  return new Map(ofBoards.map(({ code, members }) => [code.slice('icb:'.length), members]));
}
