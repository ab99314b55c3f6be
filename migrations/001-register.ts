import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organisation')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('trust_type', 'text')
    .addColumn('region', 'text')
    .addColumn('opened_on', 'text')
    .addColumn('closed_on', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('fictional', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable('icb_membership')
    .addColumn('organisation_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('icb_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('from_date', 'text', (c) => c.notNull())
    .addColumn('until_date', 'text')
    .addColumn('basis', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('icb_membership_key', ['organisation_code', 'icb_code', 'from_date'])
    .execute();

  await db.schema
    .createTable('succession')
    .addColumn('predecessor_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('successor_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('on_date', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('succession_key', ['predecessor_code', 'successor_code'])
    .execute();
}
