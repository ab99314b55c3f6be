import { z } from 'zod';
import type { Database } from '../../shared/database.ts';
import { type Choice, choices } from './choice.ts';
import type { Round } from './round.ts';

const storedTally = z.union([
  z.literal('too-few'),
  z.array(z.strictObject({ choice: z.enum(choices), votes: z.int() })),
]);

/** The latest vote on a question of a workshop; null before the first. */
export async function roundOf(
  database: Database,
  workshopId: string,
  item: string,
): Promise<Round | null> {
  const row = await rounds(database)
    .where('workshop_id', '=', workshopId)
    .where('item', '=', item)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toRound(row) : null;
}

export async function findRound(
  database: Database,
  workshopId: string,
  id: string,
): Promise<Round | undefined> {
  const row = await rounds(database)
    .where('workshop_id', '=', workshopId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toRound(row);
}

function rounds(database: Database) {
  return database
    .selectFrom('round')
    .select(['id', 'item', 'number', 'revealed_at', 'tally'])
    .select(({ selectFrom }) => [
      selectFrom('ballot')
        .select(({ fn }) => fn.countAll().as('of'))
        .whereRef('ballot.round_id', '=', 'round.id')
        .as('of'),
      selectFrom('ballot')
        .select(({ fn }) => fn.count('choice').as('voted'))
        .whereRef('ballot.round_id', '=', 'round.id')
        .as('voted'),
    ]);
}

type RoundRow = Awaited<ReturnType<ReturnType<typeof rounds>['executeTakeFirstOrThrow']>>;

function toRound(row: RoundRow): Round {
  return {
    id: row.id,
    item: row.item,
    number: row.number,
    voted: Number(row.voted),
    of: Number(row.of),
    revealedAt: row.revealed_at,
    tally: readTally(row.tally),
  };
}

/** A tally as it is stored; null where there is none. */
export function readTally(stored: string | null): Round['tally'] {
  return stored === null ? null : storedTally.parse(JSON.parse(stored));
}

/**
 * Adds a vote on a question, with a ballot for everybody who takes part: in the first vote who is
 * in the room now, later those of them who took part in the first.
 * @returns how many take part; nothing is added where that is nobody.
 */
export async function insertRound(
  transaction: Database,
  round: {
    readonly id: string;
    readonly workshopId: string;
    readonly item: string;
    readonly number: number;
    readonly openedAt: string;
  },
): Promise<number> {
  const voters = await votersOf(transaction, round);
  if (voters.length === 0) return 0;
  await transaction
    .insertInto('round')
    .values({
      id: round.id,
      workshop_id: round.workshopId,
      item: round.item,
      number: round.number,
      opened_at: round.openedAt,
    })
    .execute();
  await transaction
    .insertInto('ballot')
    .values(voters.map(({ id }) => ({ round_id: round.id, participant_id: id })))
    .execute();
  return voters.length;
}

function votersOf(
  transaction: Database,
  { workshopId, item, number }: { workshopId: string; item: string; number: number },
) {
  const present = transaction
    .selectFrom('participant')
    .select('participant.id')
    .where('participant.workshop_id', '=', workshopId)
    .where('left_at', 'is', null)
    .where('removed_at', 'is', null)
    .orderBy('participant.id');
  if (number === 1) return present.execute();
  return present
    .innerJoin('ballot', 'ballot.participant_id', 'participant.id')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .where('round.workshop_id', '=', workshopId)
    .where('round.item', '=', item)
    .where('round.number', '=', 1)
    .execute();
}

/** What was chosen in a round, in no order, without the devices that were removed since. */
export async function listChoices(
  transaction: Database,
  roundId: string,
): Promise<readonly Choice[]> {
  const rows = await transaction
    .selectFrom('ballot')
    .innerJoin('participant', 'participant.id', 'ballot.participant_id')
    .select('choice')
    .where('round_id', '=', roundId)
    .where('choice', 'is not', null)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ choice }) => choice as Choice);
}

export async function updateRevealed(
  transaction: Database,
  { id, revealedAt, tally }: Pick<Round, 'id' | 'revealedAt' | 'tally'>,
): Promise<void> {
  await transaction
    .updateTable('round')
    .set({ revealed_at: revealedAt, tally: JSON.stringify(tally) })
    .where('id', '=', id)
    .execute();
}
