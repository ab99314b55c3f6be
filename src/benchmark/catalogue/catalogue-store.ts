import type { Database } from '../../shared/database.ts';
import { type Catalogue, catalogue } from './catalogue.ts';

/** The catalogue that was frozen when the cycle opened; undefined before that. */
export async function findCatalogue(
  database: Database,
  cycleId: string,
): Promise<Catalogue | undefined> {
  const row = await database
    .selectFrom('peer_catalogue')
    .select('content')
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst();
  return row && catalogue.parse(JSON.parse(row.content));
}

/** Keeps the catalogue of a cycle; one that is there already stays as it is. */
export async function insertCatalogue(
  database: Database,
  cycleId: string,
  frozen: { readonly at: string; readonly catalogue: Catalogue },
): Promise<void> {
  await database
    .insertInto('peer_catalogue')
    .values({
      cycle_id: cycleId,
      frozen_at: frozen.at,
      content: JSON.stringify(frozen.catalogue),
    })
    .onConflict((conflict) => conflict.column('cycle_id').doNothing())
    .execute();
}

/** The instant at which a cycle opens. */
export async function findOpening(
  database: Database,
  cycleId: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('cycle')
    .select('opens_at')
    .where('id', '=', cycleId)
    .executeTakeFirst();
  return row?.opens_at;
}

/** The cycles that have opened by this instant and have no catalogue, the earliest first. */
export async function listUnfrozen(database: Database, now: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('cycle')
    .leftJoin('peer_catalogue', 'peer_catalogue.cycle_id', 'cycle.id')
    .select('id')
    .where('opens_at', '<=', now)
    .where('peer_catalogue.cycle_id', 'is', null)
    .orderBy('opens_at')
    .execute();
  return rows.map(({ id }) => id);
}
