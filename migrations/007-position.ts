import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // A small team can agree its position without a survey before it.
  await db.schema
    .alterTable('assessment')
    .addColumn('without_survey', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  // Every version of what was agreed on a question, or on the owner of a capability.
  await db.schema
    .createTable('agreement')
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('present', 'integer')
    .addColumn('dissenting', 'integer')
    .addColumn('reason', 'text')
    .addColumn('workshop_id', 'text')
    .addColumn('agreed_at', 'text', (c) => c.notNull())
    .addColumn('agreed_by', 'text', (c) => c.references('person.id'))
    .addPrimaryKeyConstraint('agreement_key', ['assessment_id', 'item', 'version'])
    .execute();

  await db.schema
    .createTable('sign_off_request')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'text', (c) => c.references('person.id'))
    .addColumn('outcome', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema
    .createIndex('sign_off_request_open')
    .unique()
    .on('sign_off_request')
    .column('assessment_id')
    .where('ended_at' as never, 'is', null)
    .execute();

  await db.schema
    .createTable('sign_off')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addColumn('signed_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('questionnaire_version', 'integer', (c) => c.notNull())
    .addColumn('method_version', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('shared_at', 'text')
    .addColumn('reopened_at', 'text')
    .addColumn('reopened_by', 'text', (c) => c.references('person.id'))
    .addColumn('reopened_reason', 'text')
    .execute();
  await db.schema
    .createIndex('sign_off_standing')
    .unique()
    .on('sign_off')
    .column('assessment_id')
    .where('reopened_at' as never, 'is', null)
    .execute();

  await db.schema
    .createTable('action')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('item', 'text')
    .addColumn('statement', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('workshop_id', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.references('person.id'))
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('action_assessment').on('action').column('assessment_id').execute();
}
