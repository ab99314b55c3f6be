import type { Database } from '../../shared/database.ts';
import { findCatalogue } from '../catalogue/catalogue-store.ts';

type MembersByBoard = ReadonlyMap<string, readonly string[]>;

/** A catalogue that is frozen never changes, and is that of all England: it is read once. */
const known = new WeakMap<Database, Map<string, MembersByBoard>>();

/**
 * The codes of the trusts that belonged to a board when the cycle opened, those that only serve it
 * too; null until the cycle's catalogue is frozen.
 */
export async function membersOf(
  database: Database,
  cycleId: string,
  board: string,
): Promise<readonly string[] | null> {
  const ofDatabase = known.get(database) ?? new Map<string, MembersByBoard>();
  known.set(database, ofDatabase);
  const members = ofDatabase.get(cycleId) ?? (await readMembers(database, cycleId));
  if (!members) return null;
  ofDatabase.set(cycleId, members);
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
