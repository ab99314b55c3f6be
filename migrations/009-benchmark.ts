import { type Kysely, PostgresAdapter, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was published so far was the demonstration's, in another shape: it can be published again.
  await db.schema.dropTable('release_comparison').execute();
  await db.schema.dropTable('release').execute();

  // The day on which a cycle is published by itself.
  await db.schema.alterTable('cycle').addColumn('releases_on', 'text').execute();

  // What organisations are like, whatever their results: how large, how many sites.
  await db.schema
    .createTable('organisation_context')
    .addColumn('organisation_code', 'text', (c) => c.primaryKey().references('organisation.code'))
    .addColumn('as_of', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('size_band', 'text')
    .addColumn('variables', 'text', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('peer_catalogue')
    .addColumn('cycle_id', 'text', (c) => c.primaryKey().references('cycle.id'))
    .addColumn('frozen_at', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('release')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('cycle_id', 'text', (c) => c.notNull().references('cycle.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('questionnaire_version', 'integer', (c) => c.notNull())
    .addColumn('method_version', 'integer', (c) => c.notNull())
    .addColumn('prepared_at', 'text', (c) => c.notNull())
    .addColumn('prepared_by', 'text', (c) => c.references('person.id'))
    .addColumn('parts', 'integer', (c) => c.notNull())
    .addColumn('published_at', 'text')
    .addColumn('published_by', 'text', (c) => c.references('person.id'))
    // Of every part: two releases of the same data have the same.
    .addColumn('fingerprint', 'text')
    .addUniqueConstraint('release_number', ['cycle_id', 'number'])
    .execute();

  // What a release is made of, as it was when it was prepared.
  await db.schema
    .createTable('release_contribution')
    .addColumn('release_id', 'text', (c) => c.notNull().references('release.id'))
    .addColumn('organisation_code', 'text', (c) => c.notNull().references('organisation.code'))
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('release_contribution_key', [
      'release_id',
      'organisation_code',
      'basis',
    ])
    .execute();

  // What it shows to each class of those who look, made once and read by its key.
  await db.schema
    .createTable('release_part')
    .addColumn('release_id', 'text', (c) => c.notNull().references('release.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('release_part_key', ['release_id', 'part'])
    .execute();

  // Boards ask for their trusts, not only trusts for their boards.
  await db.schema
    .createIndex('icb_membership_board')
    .on('icb_membership')
    .column('icb_code')
    .execute();

  // What is shared is asked often, and content is long: an index alone answers.
  await sql`create index sign_off_shared on sign_off (assessment_id, shared_at, id)
    where reopened_at is null`.execute(db);

  await keepPublished(db);
}

const message = 'a release is never changed after it was published';

/** A release that is published stays as it is: the database itself refuses anything else. */
async function keepPublished(db: Kysely<unknown>): Promise<void> {
  const published = (id: string) =>
    sql.raw(`exists (select 1 from release where id = ${id} and published_at is not null)`);
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create function release_refuse() returns trigger language plpgsql as
      $$ begin raise exception 'a release is never changed after it was published'; end $$`.execute(
      db,
    );
    await sql`create trigger release_kept before update or delete on release
      for each row when (old.published_at is not null) execute function release_refuse()`.execute(
      db,
    );
    await sql`create function release_refuse_of() returns trigger language plpgsql as
      $$ begin
        if exists (select 1 from release where published_at is not null
          and id = case when TG_OP = 'INSERT' then new.release_id else old.release_id end)
        then raise exception 'a release is never changed after it was published'; end if;
        return case when TG_OP = 'DELETE' then old else new end;
      end $$`.execute(db);
    for (const table of ['release_contribution', 'release_part'])
      await sql`create trigger ${sql.id(`${table}_kept`)}
        before insert or update or delete on ${sql.table(table)}
        for each row execute function release_refuse_of()`.execute(db);
    return;
  }
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.id(`release_no_${change}`)} before ${sql.raw(change)} on release
      when old.published_at is not null
      begin select raise(abort, ${sql.lit(message)}); end`.execute(db);
  for (const table of ['release_contribution', 'release_part'])
    for (const [change, row] of [
      ['insert', 'new'],
      ['update', 'old'],
      ['delete', 'old'],
    ] as const)
      await sql`create trigger ${sql.id(`${table}_no_${change}`)} before ${sql.raw(change)}
        on ${sql.table(table)} when ${published(`${row}.release_id`)}
        begin select raise(abort, ${sql.lit(message)}); end`.execute(db);
}
