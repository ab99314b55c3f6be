import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workshop')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('pace', 'text', (c) => c.notNull())
    .addColumn('minutes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('opened_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('locked', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('step', 'text')
    .addColumn('timer_ends_at', 'text')
    // What the room sees changed, and how many have voted did: two numbers that only rise.
    .addColumn('room_revision', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('votes_revision', 'integer', (c) => c.notNull().defaultTo(0))
    .addUniqueConstraint('workshop_number', ['assessment_id', 'number'])
    .execute();

  await db.schema
    .createTable('agenda_item')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('together', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('agenda_item_key', ['workshop_id', 'item'])
    .execute();

  // A device in the room. Neither its id nor anything else says when it came.
  await db.schema
    .createTable('participant')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('device_hash', 'text')
    .addColumn('label', 'integer', (c) => c.notNull())
    .addColumn('family', 'text', (c) => c.notNull())
    .addColumn('left_at', 'text')
    .addColumn('removed_at', 'text')
    .addUniqueConstraint('participant_device', ['workshop_id', 'device_hash'])
    .addUniqueConstraint('participant_label', ['workshop_id', 'label'])
    .execute();

  await db.schema
    .createTable('round')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('revealed_at', 'text')
    // What was said, made at the reveal; whatever happens to devices later changes nothing in it.
    .addColumn('tally', 'text')
    .addUniqueConstraint('round_number', ['workshop_id', 'item', 'number'])
    .execute();

  // Made for everybody in the room when a round opens, and filled in by their vote: neither its
  // order nor a time says who voted when.
  await db.schema
    .createTable('ballot')
    .addColumn('round_id', 'text', (c) => c.notNull().references('round.id'))
    .addColumn('participant_id', 'text', (c) => c.notNull().references('participant.id'))
    .addColumn('choice', 'text')
    .addPrimaryKeyConstraint('ballot_key', ['round_id', 'participant_id'])
    .execute();
}
