import type { Database } from '../../shared/database.ts';
import type { Choice } from './choice.ts';
import type { Round } from './round.ts';
import { readTally } from './round-store.ts';

/** What one device has voted in a round; null until it does. */
export interface Ballot {
  readonly choice: Choice | null;
}

/** A round as one device sees it: nothing in it depends on the others before the reveal. */
export interface OwnRound extends Pick<Round, 'id' | 'number' | 'revealedAt' | 'tally'> {
  /** Null for a device that came after the first vote on the question began. */
  readonly ballot: Ballot | null;
}

/** The latest vote on a question, as one device sees it; null before the first. */
export async function findOwnRound(
  database: Database,
  workshopId: string,
  item: string,
  participantId: string,
): Promise<OwnRound | null> {
  const row = await database
    .selectFrom('round')
    .leftJoin('ballot', (join) =>
      join
        .onRef('ballot.round_id', '=', 'round.id')
        .on('ballot.participant_id', 'in', [participantId]),
    )
    .select(['id', 'number', 'revealed_at', 'tally', 'participant_id', 'choice'])
    .where('workshop_id', '=', workshopId)
    .where('item', '=', item)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        number: row.number,
        revealedAt: row.revealed_at,
        tally: readTally(row.tally),
        ballot: row.participant_id === null ? null : { choice: row.choice as Choice | null },
      }
    : null;
}

/** Whether a device has ever voted; it joins each workshop as another one. */
export async function hasVoted(database: Database, participantId: string): Promise<boolean> {
  const row = await database
    .selectFrom('ballot')
    .select('round_id')
    .where('participant_id', '=', participantId)
    .where('choice', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The ballot of a device that is in the room, in a round on this question that is not revealed
 * yet; undefined where it has none.
 */
export async function findBallot(
  transaction: Database,
  asked: {
    readonly workshopId: string;
    readonly item: string;
    readonly roundId: string;
    readonly participantId: string;
  },
): Promise<Ballot | undefined> {
  const row = await transaction
    .selectFrom('ballot')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .innerJoin('participant', 'participant.id', 'ballot.participant_id')
    .select('ballot.choice')
    .where('round.id', 'in', [asked.roundId])
    .where('round.workshop_id', '=', asked.workshopId)
    .where('round.item', '=', asked.item)
    .where('round.revealed_at', 'is', null)
    .where('participant.id', 'in', [asked.participantId])
    .where('participant.left_at', 'is', null)
    .where('participant.removed_at', 'is', null)
    .executeTakeFirst();
  return row && { choice: row.choice as Choice | null };
}

export async function updateBallot(
  transaction: Database,
  {
    roundId,
    participantId,
    choice,
  }: { readonly roundId: string; readonly participantId: string; readonly choice: Choice },
): Promise<void> {
  await transaction
    .updateTable('ballot')
    .set({ choice })
    .where('round_id', '=', roundId)
    .where('participant_id', '=', participantId)
    .execute();
}
