import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('cycle_id', 'text', (c) => c.notNull().references('cycle.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('method_version', 'integer', (c) => c.notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('release_number', ['cycle_id', 'number'])
    .execute();

  await db.schema
    .createTable('release_comparison')
    .addColumn('release_id', 'text', (c) => c.notNull().references('release.id'))
    .addColumn('organisation_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('content', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('release_comparison_key', ['release_id', 'organisation_code'])
    .execute();
}
