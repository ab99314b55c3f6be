import type { Family } from '../../questionnaire/questionnaire.ts';
import type { Database } from '../../shared/database.ts';
import type { Participant } from './participant.ts';

/** A device by what its cookie says; undefined where it never joined this workshop. */
export async function findDevice(
  database: Database,
  workshopId: string,
  deviceHash: string,
): Promise<Participant | undefined> {
  const row = await participants(database, workshopId)
    .where('device_hash', '=', deviceHash)
    .executeTakeFirst();
  return row && toParticipant(row);
}

export async function findParticipant(
  database: Database,
  workshopId: string,
  id: string,
): Promise<Participant | undefined> {
  const row = await participants(database, workshopId).where('id', '=', id).executeTakeFirst();
  return row && toParticipant(row);
}

/** Every device that ever joined a workshop, by label: in no order that says when. */
export async function listParticipants(
  database: Database,
  workshopId: string,
): Promise<readonly Participant[]> {
  const rows = await participants(database, workshopId).orderBy('label').execute();
  return rows.map(toParticipant);
}

function participants(database: Database, workshopId: string) {
  return database
    .selectFrom('participant')
    .select(['id', 'label', 'family', 'left_at', 'removed_at'])
    .where('workshop_id', '=', workshopId);
}

type ParticipantRow = Awaited<
  ReturnType<ReturnType<typeof participants>['executeTakeFirstOrThrow']>
>;

function toParticipant(row: ParticipantRow): Participant {
  return {
    id: row.id,
    label: row.label,
    family: row.family as Family,
    leftAt: row.left_at,
    removedAt: row.removed_at,
  };
}

export async function insertParticipant(
  transaction: Database,
  participant: Pick<Participant, 'id' | 'label' | 'family'> & {
    readonly workshopId: string;
    readonly deviceHash: string;
  },
): Promise<void> {
  await transaction
    .insertInto('participant')
    .values({
      id: participant.id,
      workshop_id: participant.workshopId,
      device_hash: participant.deviceHash,
      label: participant.label,
      family: participant.family,
    })
    .execute();
}

export async function updateParticipant(
  transaction: Database,
  id: string,
  change: {
    readonly family?: Family;
    readonly left_at?: string | null;
    readonly removed_at?: string;
  },
): Promise<void> {
  await transaction.updateTable('participant').set(change).where('id', '=', id).execute();
}
