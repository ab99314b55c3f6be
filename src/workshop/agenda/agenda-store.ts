import { z } from 'zod';
import type { Database } from '../../shared/database.ts';
import { type AgendaItem, inOrder, reasons } from './agenda.ts';

const storedReasons = z.array(z.enum(reasons));

/** The agenda of a workshop, in the order in which it goes through it. */
export async function listAgenda(
  database: Database,
  workshopId: string,
): Promise<readonly AgendaItem[]> {
  const rows = await database
    .selectFrom('agenda_item')
    .select(['item', 'position', 'together', 'reasons'])
    .where('workshop_id', '=', workshopId)
    .orderBy('position')
    .orderBy('item')
    .execute();
  return inOrder(
    rows.map((row) => ({
      item: row.item,
      position: row.position,
      together: row.together === 1,
      reasons: storedReasons.parse(JSON.parse(row.reasons)),
    })),
  );
}

/** Puts another agenda in the place of the one of a workshop. */
export async function replaceAgenda(
  transaction: Database,
  workshopId: string,
  agenda: readonly AgendaItem[],
): Promise<void> {
  await transaction.deleteFrom('agenda_item').where('workshop_id', '=', workshopId).execute();
  if (agenda.length === 0) return;
  await transaction
    .insertInto('agenda_item')
    .values(
      agenda.map(({ item, position, together, reasons }) => ({
        workshop_id: workshopId,
        item,
        position,
        together: together ? (1 as const) : (0 as const),
        reasons: JSON.stringify(reasons),
      })),
    )
    .execute();
}
