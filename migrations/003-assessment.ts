import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('cycle')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('questionnaire_version', 'integer', (c) => c.notNull())
    .addColumn('opens_at', 'text', (c) => c.notNull())
    .addColumn('closes_at', 'text', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('assessment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('cycle_id', 'text', (c) => c.notNull().references('cycle.id'))
    .addColumn('organisation_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('shared_at', 'text')
    .addUniqueConstraint('assessment_once', ['cycle_id', 'organisation_code'])
    .execute();
  await db.schema
    .createIndex('assessment_organisation')
    .on('assessment')
    .column('organisation_code')
    .execute();

  await db.schema
    .createTable('respondent')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assessment_id', 'text', (c) => c.notNull().references('assessment.id'))
    .addColumn('person_id', 'text', (c) => c.references('person.id'))
    .addColumn('role', 'text')
    .addColumn('notice_read_at', 'text')
    .addColumn('saved_at', 'text')
    .addColumn('submitted_at', 'text')
    .addUniqueConstraint('respondent_once', ['assessment_id', 'person_id'])
    .execute();
  await db.schema.createIndex('respondent_person').on('respondent').column('person_id').execute();

  await db.schema
    .createTable('answer')
    .addColumn('respondent_id', 'text', (c) =>
      c.notNull().references('respondent.id').onDelete('cascade'),
    )
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('note', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('save_id', 'text', (c) => c.notNull())
    .addColumn('saved_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('answer_key', ['respondent_id', 'item'])
    .execute();

  await db.schema
    .createTable('survey_results')
    .addColumn('assessment_id', 'text', (c) => c.primaryKey().references('assessment.id'))
    .addColumn('method_version', 'integer', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();
}
