import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('assessment').addColumn('closes_at', 'text').execute();
  await db.schema.alterTable('assessment').addColumn('reminded_at', 'text').execute();
  await db.schema.alterTable('respondent').addColumn('withdrawn_at', 'text').execute();
  await db.schema
    .alterTable('answer')
    .addColumn('note_shared', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable('survey_release')
    .addColumn('assessment_id', 'text', (c) => c.primaryKey().references('assessment.id'))
    .addColumn('method_version', 'integer', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('participation', 'text', (c) => c.notNull())
    .execute();

  // Without a time, a family or a person, in an order of its own: a comment is nobody's.
  await db.schema
    .createTable('survey_comment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('survey_comment_assessment')
    .on('survey_comment')
    .column('assessment_id')
    .execute();

  await db.schema
    .createTable('kept_form')
    .addColumn('respondent_id', 'text', (c) =>
      c.notNull().references('respondent.id').onDelete('cascade'),
    )
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('kept_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('kept_form_key', ['respondent_id', 'path'])
    .execute();
}
